package lethe.messaging.issues;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lethe.Api;
import lethe.Lethe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A newsletter to ten thousand users: the first process is killed while sending, the second continues. */
@Timeout(400)
class KilledWhileSendingTest {
    private static final int PEOPLE = 10_000;
    private static final int KILLED_AT = 4_000;
    private static final int WORKERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String READY = "Lethe is ready at ";
    private static final String SENDING = "sending: ";
    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path place;

    @AfterEach
    void stop() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            process.waitFor();
        }
        server.stop();
    }

    @Test
    void sendsNothingTwiceAndLeavesOnlyHandedOverMailsInDoubt() throws Exception {
        server.start();
        var settings = settings();
        var arguments = new ArrayList<>(List.of(String.valueOf(PEOPLE), "--spring.config.location=classpath:/"));
        settings.forEach((name, value) -> arguments.add("--lethe." + name + "=" + value));
        var first = java(Crowd.class, Map.of(), arguments);
        var told = line(first, SENDING).split(" ");
        until(() -> server.getReceivedMessages().length >= KILLED_AT);

        first.destroyForcibly().waitFor();

        var before = server.getReceivedMessages().length;
        assertThat(before).isLessThan(PEOPLE);
        var variables = settings.entrySet().stream()
                .collect(Collectors.toMap(
                        one -> "LETHE_"
                                + one.getKey()
                                        .toUpperCase(java.util.Locale.ROOT)
                                        .replace('-', '_'),
                        Map.Entry::getValue));
        var second = java(Lethe.class, variables, List.of("run"));
        var ada = new Api(URI.create(line(second, READY)).getPort()).as(told[0]);
        until(() -> ada.get(told[1]).text("status").equals("SENT"));

        var issue = ada.get(told[1]).json();
        var inDoubt = issue.path("inDoubt").asInt();
        var received = Arrays.stream(server.getReceivedMessages())
                .collect(Collectors.groupingBy(
                        KilledWhileSendingTest::recipient,
                        Collectors.mapping(KilledWhileSendingTest::messageId, Collectors.toList())));
        assertThat(received.size()).as("no one is left out").isBetween(PEOPLE - inDoubt, PEOPLE);
        assertThat(received.values())
                .as("under one Message-ID")
                .allMatch(ids -> Set.copyOf(ids).size() == 1);
        assertThat(received.values().stream().flatMap(List::stream).collect(Collectors.toSet()))
                .hasSize(received.size());
        assertThat(server.getReceivedMessages()).as("nothing comes twice").hasSize(received.size());
        assertThat(inDoubt).isBetween(0, WORKERS);
        assertThat(issue.path("recipients").asInt()).isEqualTo(PEOPLE);
        assertThat(issue.path("sent").asInt()).isEqualTo(PEOPLE);
        assertThat(issue.path("bounced").asInt() + issue.path("failed").asInt()).isZero();
    }

    private Map<String, String> settings() {
        return Map.of(
                "data",
                place.resolve("data").toString(),
                "master-key-file",
                place.resolve("master.key").toString(),
                "port",
                "0",
                "smtp-url",
                "smtp://127.0.0.1:" + server.getSmtp().getPort(),
                "mail-from",
                "post@lethe.example",
                "newsletters-per-minute",
                "60000");
    }

    private Process java(Class<?> main, Map<String, String> variables, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectError(place.resolve(main.getSimpleName() + ".log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LETHE_"));
        builder.environment().putAll(variables);
        var process = builder.start();
        started.add(process);
        return process;
    }

    /** The rest of the first line with this beginning. */
    private String line(Process process, String beginning) throws IOException {
        var lines = process.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("It ended: " + logs());
    }

    private String logs() throws IOException {
        try (var files = Files.list(place)) {
            var logs = new StringBuilder();
            for (var file : files.filter(one -> one.toString().endsWith(".log")).toList()) {
                logs.append(Files.readString(file));
            }
            return logs.toString();
        }
    }

    private interface Check {
        boolean isMet();
    }

    private void until(Check check) throws InterruptedException, IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!check.isMet() && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(check.isMet()).as(logs()).isTrue();
    }

    private static String recipient(MimeMessage message) {
        try {
            return ((InternetAddress) message.getRecipients(RecipientType.TO)[0]).getAddress();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String messageId(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
