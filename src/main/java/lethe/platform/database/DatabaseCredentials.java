package lethe.platform.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.sql.DataSource;
import lethe.platform.kernel.StartupRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One role's way into the database.
 *
 * @param url as pgjdbc writes it
 * @param user absent where the URL names it
 * @param password absent likewise
 */
public record DatabaseCredentials(
        String url, @Nullable String user, @Nullable String password) {

    /** From what an operator writes: pgjdbc's form, or libpq's, {@code postgresql://user:password@host/database}. */
    public static DatabaseCredentials of(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new DatabaseCredentials(text, null, null);
        } else if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return ofLibpq(text);
        } else {
            throw new StartupRefused("A database's URL begins with postgresql:// or with jdbc:postgresql://.");
        }
    }

    private static DatabaseCredentials ofLibpq(String text) {
        try {
            var uri = URI.create(text);
            if (uri.getHost() == null || uri.getRawPath() == null) {
                throw unreadable();
            }
            var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            var url = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
            var user = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            return new DatabaseCredentials(url, part(user, 0), part(user, 1));
        } catch (IllegalArgumentException unreadable) {
            throw unreadable();
        }
    }

    private static StartupRefused unreadable() {
        return new StartupRefused("The database's URL cannot be read: is every special character in it escaped?");
    }

    /** Here, unlike in a form, a plus is a plus. */
    private static @Nullable String part(String[] parts, int index) {
        return index < parts.length
                ? URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8)
                : null;
    }

    /** As it must be where another server may answer each transaction: nothing is left prepared on the one before. */
    public DatabaseCredentials behindPooler() {
        return url.contains("prepareThreshold=")
                ? this
                : new DatabaseCredentials(url + (url.contains("?") ? "&" : "?") + "prepareThreshold=0", user, password);
    }

    /** What each connection has; errors without the detail, which quotes rows. */
    public Properties properties() {
        var properties = new Properties();
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("ApplicationName", "lethe");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    /** Connections made as needed, for the little that is done outside the pool. */
    public DataSource unpooled() {
        return new DriverManagerDataSource(url, properties());
    }

    /** Never the password. */
    @Override
    public String toString() {
        return user + "@database";
    }
}
