package lethe.selftest.prove;

import java.nio.file.Path;
import lethe.selftest.instance.TestInstance;

/** Lethe with everything logged that can be, and mail; its memory is set up as the start script does it. */
final class Talkative {
    private Talkative() {}

    static TestInstance instance(Class<?> application, Path place, String name, TestMailbox post) {
        return new TestInstance(application, place, name)
                .flag("-XX:MarkSweepDeadRatio=0")
                .flag("-Djdk.nio.maxCachedBufferSize=0")
                .variable("GLIBC_TUNABLES", "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0")
                .variable("LETHE_SMTP_URL", post.url())
                .variable("LETHE_MAIL_FROM", "post@lethe.example")
                .variable("LOGGING_LEVEL_ROOT", "DEBUG")
                .variable("LOGGING_LEVEL_LETHE", "DEBUG")
                .variable("SERVER_TOMCAT_ACCESSLOG_ENABLED", "true")
                .variable(
                        "SERVER_TOMCAT_ACCESSLOG_DIRECTORY",
                        place.resolve("logs").toString());
    }
}
