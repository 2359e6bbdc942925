package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.Test;

class DatabaseCredentialsTest {
    @Test
    void readsLibpqUrls() {
        var login = DatabaseCredentials.of(
                "postgresql://lethe_app:p%40ss%2Bw%C3%B6rd@db.example:5433/lethe?sslmode=require");

        assertThat(login.url()).isEqualTo("jdbc:postgresql://db.example:5433/lethe?sslmode=require");
        assertThat(login.user()).isEqualTo("lethe_app");
        assertThat(login.password()).isEqualTo("p@ss+wörd");
    }

    @Test
    void keepsTheDriversOwnForm() {
        var url = "jdbc:postgresql://db.example/lethe?user=lethe_app&password=secret";

        assertThat(DatabaseCredentials.of(url)).isEqualTo(new DatabaseCredentials(url, null, null));
    }

    @Test
    void keepsAPlusInAPassword() {
        assertThat(DatabaseCredentials.of("postgresql://a:1+1@db.example/lethe").password())
                .isEqualTo("1+1");
    }

    @Test
    void refusesOtherDatabases() {
        assertThatThrownBy(() -> DatabaseCredentials.of("mysql://db.example/lethe"))
                .isInstanceOf(StartupRefused.class);
    }

    @Test
    void showsNoPassword() {
        assertThat(DatabaseCredentials.of("postgresql://lethe_app:hush@db.example/lethe"))
                .hasToString("lethe_app@database");
    }

    @Test
    void neverAsksTheDriverForDetails() {
        assertThat(DatabaseCredentials.of("postgresql://a:b@db.example/lethe").properties())
                .containsEntry("logServerErrorDetail", "false");
    }
}
