package lethe.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import lethe.platform.database.DataDirectory;
import lethe.platform.database.RestoreMarker;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Unavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Starts after a restore, with one log that cannot grow. */
@ExtendWith(OutputCaptureExtension.class)
class LogStartTest {
    private static final OrganisationId BROKEN = new OrganisationId(new UUID(0, 1));
    private static final OrganisationId RIGHT = new OrganisationId(new UUID(0, 2));
    private static final RestoreMarker RESTORED = new RestoreMarker("restore-1", "");

    @TempDir
    private Path data;

    private final Tenants tenants = mock(Tenants.class);
    private final LogContinuation continuation = mock(LogContinuation.class);
    private LogStart start;

    @BeforeEach
    void aRestore() throws IOException {
        var directory = mock(DataDirectory.class);
        when(directory.path()).thenReturn(data);
        when(tenants.all()).thenReturn(List.of(BROKEN, RIGHT));
        start = new LogStart(mock(LeastCheckpoint.class), mock(BothOld.class), tenants, continuation, directory);
        RESTORED.declare(data);
    }

    @Test
    void aBrokenLogIsReportedButStopsNeitherTheStartNorOtherLogs(CapturedOutput output) throws IOException {
        doThrow(new Unavailable()).when(continuation).declare(eq(BROKEN), any());

        start.afterPropertiesSet();
        start.forget();

        verify(continuation).declare(RIGHT, RESTORED);
        assertThat(output).contains(BROKEN.toString()).doesNotContain(RIGHT.toString());
        assertThat(RestoreMarker.in(data)).as("for the next start").contains(RESTORED);
    }

    @Test
    void removesTheMarkerOnceEveryLogDeclaresTheRestore() throws IOException {
        doThrow(new Unavailable()).when(continuation).declare(eq(BROKEN), any());
        start.afterPropertiesSet();
        start.forget();
        doNothing().when(continuation).declare(eq(BROKEN), any());

        start.afterPropertiesSet();

        verify(continuation, times(2)).declare(BROKEN, RESTORED);
        assertThat(RestoreMarker.in(data))
                .as("until everybody is terminated again, who are told which it was")
                .isPresent();
        start.forget();
        assertThat(RestoreMarker.in(data)).isEmpty();
    }
}
