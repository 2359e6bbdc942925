package lethe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls a server with a mixture of everything, and draws its resident memory. */
final class FootprintBenchmark {
    private static final int AT_ONCE = 64;
    private static final Duration SAMPLE = Duration.ofSeconds(5);
    private static final Pattern ROLE = Pattern.compile("\"id\":\"(role_[a-z0-9]+)\",\"name\":\"Viewer\"");
    private static final Pattern USER = Pattern.compile("\"id\":\"(user_[a-z0-9]+)\"");
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String token;
    private final Path status;
    private final AtomicLong number = new AtomicLong();
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final List<Integer> resident = new ArrayList<>();

    private FootprintBenchmark(String address, String token, String process) {
        this.address = URI.create(address);
        this.token = token;
        status = Path.of("/proc", process, "status");
    }

    public static void main(String[] arguments) throws Exception {
        new FootprintBenchmark(arguments[0], arguments[1], arguments[2])
                .run(Duration.ofSeconds((long) (60 * Double.parseDouble(arguments[3]))), Path.of(arguments[4]));
    }

    private void run(Duration duration, Path chart) throws Exception {
        var found = ROLE.matcher(call("GET", "/roles", null).body());
        found.find();
        var role = found.group(1);
        var end = System.nanoTime() + duration.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var worker = 0; worker < AT_ONCE; worker++) {
                threads.submit(() -> work(role, end));
            }
            while (System.nanoTime() < end) {
                resident.add(mebibytes());
                Thread.sleep(SAMPLE);
            }
        }
        Thread.sleep(Duration.ofSeconds(30));
        System.out.printf(
                "%d minutes, %d at once: %d calls, %d failed; at most %d MiB resident, %d at the end, %d after 30 quiet seconds%n",
                duration.toMinutes(), AT_ONCE, calls.sum(), failures.sum(),
                resident.stream().mapToInt(Integer::intValue).max().orElseThrow(), resident.getLast(), mebibytes());
        Files.writeString(chart, draw(duration));
        System.out.println("chart: " + chart);
    }

    private Void work(String role, long end) throws Exception {
        while (System.nanoTime() < end) {
            switch (ThreadLocalRandom.current().nextInt(10)) {
                case 0, 1, 2 -> call("GET", "/me", null);
                case 3 -> call("GET", "/users", null);
                case 4 -> call("GET", "/users?query=na", null);
                case 5 -> call("POST", "/users/lookup", "{\"email\":\"ada@acme.example\"}");
                case 6 -> call("GET", "/audit", null);
                case 7 -> call("GET", "/partners", null);
                default -> aLife(role);
            }
        }
        return null;
    }

    /** Creates someone, changes them, and terminates every second. */
    private void aLife(String role) throws Exception {
        var one = number.incrementAndGet();
        var created = call("POST", "/users", """
                {"firstName":"Nora","lastName":"Number%d","email":"n%d@acme.example","type":"INTERNAL","roleId":"%s",
                 "consent":{"given":true,"noticeVersion":1,"language":"en"}}""".formatted(one, one, role));
        var id = USER.matcher(created.body());
        if (created.statusCode() == 201 && id.find()) {
            call("GET", "/users/" + id.group(1), null);
            call("PATCH", "/users/" + id.group(1), "{\"type\":\"EXTERNAL\"}");
            if (new Random(one).nextBoolean()) {
                call("POST", "/users/" + id.group(1) + "/termination", "{}");
            }
        }
    }

    private HttpResponse<String> call(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        calls.increment();
        if (answer.statusCode() >= 400) {
            if (failures.sum() == 0) {
                System.out.println(method + " " + path + " " + answer.statusCode() + " " + answer.body());
            }
            failures.increment();
        }
        return answer;
    }

    private int mebibytes() throws IOException {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                    .findAny()
                    .orElseThrow();
        }
    }

    private String draw(Duration duration) {
        var points = new ArrayList<String>();
        for (var place = 0; place < resident.size(); place++) {
            points.add("%d,%d".formatted(50 + place * 600 / Math.max(1, resident.size() - 1), 240 - resident.get(place) / 2));
        }
        var lines = List.of(0, 100, 200, 300, 400).stream()
                .map(each -> "<path d=\"M50 %d h600\" stroke=\"#bbb\"/><text x=\"44\" y=\"%d\" text-anchor=\"end\">%d</text>"
                        .formatted(240 - each / 2, 244 - each / 2, each))
                .collect(Collectors.joining("\n"));
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 270" font-family="sans-serif" font-size="12" fill="#777">
                %s
                <text x="50" y="20">MiB resident, %d calls at once</text>
                <text x="50" y="260">0</text><text x="650" y="260" text-anchor="end">%d minutes</text>
                <polyline fill="none" stroke="#2f6f9f" stroke-width="2" points="%s"/>
                </svg>
                """.formatted(lines, AT_ONCE, duration.toMinutes(), String.join(" ", points));
    }
}
