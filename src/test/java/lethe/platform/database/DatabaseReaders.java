package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.fuzzing.Readers;
import lethe.platform.kernel.StartupRefused;

final class DatabaseReaders implements Readers {
    @Override
    public Map<String, Reader> all() {
        return Map.of("database-url", Reader.ofText(DatabaseReaders::url));
    }

    private static void url(String text) {
        try {
            var login = DatabaseCredentials.of(text);
            assertThat(login.url()).startsWith("jdbc:postgresql:").doesNotContain("//null");
            assertThat(login.properties()).isNotEmpty();
        } catch (StartupRefused refused) {
            assertThat(refused).hasMessageContaining("URL");
        }
    }
}
