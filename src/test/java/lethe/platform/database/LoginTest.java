package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lethe.platform.kernel.StartRefused;
import org.junit.jupiter.api.Test;

class LoginTest {
    @Test
    void readsWhatLibpqReads() {
        var login = Login.of("postgresql://lethe_app:p%40ss%2Bw%C3%B6rd@db.example:5433/lethe?sslmode=require");

        assertThat(login.url()).isEqualTo("jdbc:postgresql://db.example:5433/lethe?sslmode=require");
        assertThat(login.user()).isEqualTo("lethe_app");
        assertThat(login.password()).isEqualTo("p@ss+wörd");
    }

    @Test
    void leavesTheDriversOwnFormAlone() {
        var url = "jdbc:postgresql://db.example/lethe?user=lethe_app&password=secret";

        assertThat(Login.of(url)).isEqualTo(new Login(url, null, null));
    }

    @Test
    void keepsAPlusInAPassword() {
        assertThat(Login.of("postgresql://a:1+1@db.example/lethe").password()).isEqualTo("1+1");
    }

    @Test
    void refusesAnotherKindOfDatabase() {
        assertThatThrownBy(() -> Login.of("mysql://db.example/lethe")).isInstanceOf(StartRefused.class);
    }

    @Test
    void showsNoPassword() {
        assertThat(Login.of("postgresql://lethe_app:hush@db.example/lethe")).hasToString("lethe_app@database");
    }

    @Test
    void neverAsksTheDriverForDetails() {
        assertThat(Login.of("postgresql://a:b@db.example/lethe").properties())
                .containsEntry("logServerErrorDetail", "false");
    }
}
