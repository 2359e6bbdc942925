package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.CannotAcquireLockException;

class ProblemDetailsTest {
    /** A deadlock victim has lost a race (409); the database is not unavailable (503). */
    @ParameterizedTest
    @CsvSource({
        "40P01, 409, changed-meanwhile",
        "40001, 409, changed-meanwhile",
        "57P01, 503, unavailable",
        "08006, 503, unavailable",
        "25006, 503, unavailable",
        "23505, 500, internal",
    })
    void mapsDatabaseErrors(String state, int status, String code) {
        var thrown = new IllegalStateException(new SQLException("", state));

        assertThat(ProblemDetails.of(thrown).status()).isEqualTo(status);
        assertThat(ProblemDetails.of(thrown).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"40P01, 409", "55P03, 503"})
    void mapsSpringsDatabaseExceptions(String state, int status) {
        assertThat(ProblemDetails.of(new CannotAcquireLockException("", new SQLException("", state)))
                        .status())
                .isEqualTo(status);
    }
}
