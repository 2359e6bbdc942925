package lethe.selftest.prove;

import java.nio.file.Path;
import lethe.selftest.instance.TestInstance;

/** Lethe with mail and all possible logging; its memory options are those of the start script. */
final class Talkative {
    private Talkative() {}

    static TestInstance instance(Class<?> application, Path place, String name, TestMailbox mailbox) {
        return new TestInstance(application, place, name)
                .flag("-XX:MarkSweepDeadRatio=0")
                .flag("-Djdk.nio.maxCachedBufferSize=0")
                .variable(
                        "GLIBC_TUNABLES",
                        "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0:glibc.malloc.arena_max=2")
                .variable("LETHE_SMTP_URL", mailbox.url())
                .variable("LETHE_MAIL_FROM", "post@lethe.example")
                .variable("LOGGING_LEVEL_ROOT", "DEBUG")
                .variable("LOGGING_LEVEL_LETHE", "DEBUG")
                .variable("SERVER_TOMCAT_ACCESSLOG_ENABLED", "true")
                .variable(
                        "SERVER_TOMCAT_ACCESSLOG_DIRECTORY",
                        place.resolve("logs").toString());
    }
}
