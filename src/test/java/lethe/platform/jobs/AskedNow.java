package lethe.platform.jobs;

import org.springframework.context.ApplicationContext;

/** Spares tests that change {@code work} behind the platform's back the wait for its next question about all kinds. */
public final class AskedNow {
    private AskedNow() {}

    public static void about(ApplicationContext context) {
        context.getBean(JobDispatcher.class).ask();
    }
}
