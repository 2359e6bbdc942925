package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.management.Commands;
import lethe.platform.management.ManagementRequest;
import lethe.platform.requests.PublicAddress;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lethe run}: starts Lethe and runs it until it is stopped. */
@Command(
        name = "run",
        description = {
            "Starts Lethe and runs until stopped (SIGTERM or Ctrl-C).",
            "Each option can also be set as an environment variable. Standard output shows, one per line,"
                    + " the set-up link while there is no organisation and, once requests are answered,"
                    + " the address where Lethe is ready; the log goes to standard error."
        })
final class RunCommand implements Callable<Integer> {
    private final Class<?> application;
    private final PrintStream out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--demo",
            description = "Tries Lethe with made-up users; data and master key are deleted at the end.")
    private boolean demo;

    private RunCommand(Class<?> application, PrintStream out) {
        this.application = application;
        this.out = out;
    }

    public static CommandSpec spec(Class<?> application, PrintStream out, Map<String, String> environment) {
        var spec = CommandSpec.forAnnotatedObject(new RunCommand(application, out));
        for (var setting : Setting.values()) {
            spec.addOption(setting.spec(environment));
        }
        return spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Setting.refuseUnknown(System.getenv());
        var properties = settings();
        if (demo) {
            properties.putAll(throwAway());
        }
        var context = Platform.start(application, properties);
        var closed = new CountDownLatch(1);
        context.addApplicationListener((ContextClosedEvent event) -> closed.countDown());
        announce(context);
        // What only the start needed goes back to the system.
        System.gc();
        closed.await();
        return 0;
    }

    private Map<String, String> settings() {
        var given = new LinkedHashMap<String, String>();
        for (var setting : Setting.values()) {
            var value = spec.findOption(setting.option()).getValue();
            if (value != null) {
                given.put(setting.property(), value.toString());
            }
        }
        return given;
    }

    private static Map<String, String> throwAway() throws IOException {
        var place = Files.createTempDirectory("lethe-demo-");
        SpringApplication.getShutdownHandlers().add(() -> delete(place));
        return Map.of(
                Setting.DATA.property(), place.resolve("data").toString(),
                Setting.MASTER_KEY_FILE.property(), place.resolve("master.key").toString());
    }

    private static void delete(Path place) {
        try {
            FileSystemUtils.deleteRecursively(place);
        } catch (IOException left) {
            System.err.println("Could not delete the demo data in " + place + ".");
        }
    }

    private void announce(ConfigurableApplicationContext context) {
        if (demo) {
            var answer = context.getBean(Commands.class).execute(new ManagementRequest("demo", Map.of()));
            answer.lines().forEach(out::println);
            if (!answer.isDone()) {
                throw new StartupRefused(String.join("\n", answer.problems()));
            }
        }
        Platform.readyLines(context).forEach(out::println);
        out.println("Lethe is ready at " + context.getBean(PublicAddress.class).local());
    }
}
