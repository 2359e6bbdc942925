package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@LetheTest
class NoClearEmailsTest {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void standsBeforeTheDatabase() {
        var question = jdbc.sql("select :text::text")
                .param("text", "klara@kanari.example")
                .query(String.class);

        assertThatThrownBy(question::single).hasStackTraceContaining("clear e-mail address");
    }

    @Test
    void letsPublishedAddressesPass() {
        assertThat(NoClearEmails.isRefused("insert into support_channel values (?)", List.of("dpo@acme.example")))
                .isFalse();
        assertThat(NoClearEmails.isRefused("insert into app_user values (?)", List.of("dpo@acme.example")))
                .isTrue();
    }
}
