package lethe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.tools.ExecDumpClient;

/** Records which classes run while a user is created, terminated and listed. */
public final class PassageBenchmark {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final String address;
    private final String token;
    private final int probes;
    private final int rounds;

    private PassageBenchmark(String address, String token, int probes, int rounds) {
        this.address = address;
        this.token = token;
        this.probes = probes;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        new PassageBenchmark(
                        arguments[0], arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
                .run();
    }

    private void run() throws Exception {
        var role = first(call("GET", "/roles", ""), "role_");
        IntFunction<String> person = number -> """
                {"firstName":"Bea","lastName":"Bird","email":"bea%d@x.example","type":"INTERNAL","roleId":"%s",
                 "consent":{"given":true,"noticeVersion":1}}""".formatted(number, role);
        System.out.printf(Locale.ROOT, "%-12s %6s %6s%n", "", "files", "rooms");
        passing("creating", number -> call("POST", "/users", person.apply(number)));
        passing("terminating", number -> {
            var created = first(call("POST", "/users", person.apply(1_000 + number)), "user_");
            probed();
            return call("POST", "/users/" + created + "/termination", "{}");
        });
        passing("listing", number -> call("GET", "/users", ""));
    }

    private interface Step {
        String take(int number) throws Exception;
    }

    private void passing(String what, Step step) throws Exception {
        Set<String> passed = null;
        for (var round = -2; round < rounds; round++) {
            probed();
            step.take(round + 2);
            var files = probed();
            if (round == 0) {
                passed = files;
            } else if (round > 0) {
                passed.retainAll(files);
            }
        }
        var rooms = passed.stream()
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
        System.out.printf(Locale.ROOT, "%-12s %6d %6d%n", what, passed.size(), rooms.size());
    }

    /** The files whose code has run since the last call. */
    private Set<String> probed() throws IOException {
        var client = new ExecDumpClient();
        client.setReset(true);
        return client.dump("127.0.0.1", probes).getExecutionDataStore().getContents().stream()
                .filter(ExecutionData::hasHits)
                .map(ExecutionData::getName)
                .filter(name -> name.lastIndexOf('/') > "lethe".length())
                .map(name -> name.replaceAll("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String call(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String first(String json, String kind) {
        return java.util.regex.Pattern.compile(kind + "[0-9a-z]+")
                .matcher(json)
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }
}
