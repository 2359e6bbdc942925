package lethe.platform.management;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to the Lethe that runs on a data directory. */
public final class ManagementClient {
    private static final JsonMapper JSON = new JsonMapper();

    private ManagementClient() {}

    /** Empty if no Lethe accepts it: none is running, or it is still starting or stopping. */
    public static Optional<ManagementResponse> send(Path data, ManagementRequest request)
            throws IOException, InterruptedException {
        var control = ControlFile.read(data);
        if (control.isEmpty()) {
            return Optional.empty();
        }
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request(control.get(), request), BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> Optional.of(JSON.readValue(response.body(), ManagementResponse.class));
                case 400 -> Optional.of(new ManagementResponse(List.of(), List.of("The command is too long.")));
                default -> Optional.empty();
            };
        } catch (ConnectException leftByOneThatWasKilled) {
            return Optional.empty();
        }
    }

    private static HttpRequest request(ControlFile control, ManagementRequest request) {
        return HttpRequest.newBuilder(URI.create("http://" + Loopback.ADDRESS + ":" + control.port()))
                .header("Authorization", "Bearer " + control.secret())
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build();
    }
}
