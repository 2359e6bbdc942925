package lethe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.jspecify.annotations.Nullable;

/** Records the statements of a thread. */
public final class SeenStatements implements QueryExecutionListener {
    private static final Set<ProxyDataSource> WATCHED = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<@Nullable List<String>> SEEN = new ThreadLocal<>();

    private SeenStatements() {}

    public static List<String> during(List<DataSource> sources, Runnable deed) {
        var proxies = sources.stream().filter(ProxyDataSource.class::isInstance).map(ProxyDataSource.class::cast);
        proxies.filter(WATCHED::add).forEach(source -> source.addListener(new SeenStatements()));
        var seen = new ArrayList<String>();
        SEEN.set(seen);
        try {
            deed.run();
        } finally {
            SEEN.remove();
        }
        return seen;
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        var seen = SEEN.get();
        if (seen != null) {
            queries.forEach(query -> seen.add(query.getQuery()));
        }
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
}
