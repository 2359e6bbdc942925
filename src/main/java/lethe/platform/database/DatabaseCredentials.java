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
 * One role's credentials for the database.
 *
 * @param url in pgjdbc's form
 * @param user absent if the URL contains it
 * @param password absent if the URL contains it
 */
public record DatabaseCredentials(
        String url, @Nullable String user, @Nullable String password) {

    /** Parses the operator's URL in pgjdbc's form or in libpq's, {@code postgresql://user:password@host/database}. */
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
        return new StartupRefused("The database's URL cannot be read: escape every special character in it.");
    }

    /** Unlike in a form, a plus is a literal plus here. */
    private static @Nullable String part(String[] parts, int index) {
        return index < parts.length
                ? URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8)
                : null;
    }

    /**
     * Behind a pooler another server connection may execute each transaction, so statements are never prepared on the server.
     */
    public DatabaseCredentials behindPooler() {
        return url.contains("prepareThreshold=")
                ? this
                : new DatabaseCredentials(url + (url.contains("?") ? "&" : "?") + "prepareThreshold=0", user, password);
    }

    /** The properties of every connection. Server errors omit their detail, which quotes rows. */
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

    /** Opens a connection for each use; for the few tasks outside the pool. */
    public DataSource unpooled() {
        return new DriverManagerDataSource(url, properties());
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return user + "@database";
    }
}
