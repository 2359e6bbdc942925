package lethe.privacy.notices;

import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;

/** Notice texts for tests. */
public final class Wordings {
    private Wordings() {}

    public static Map<String, Object> texts(String english, String german) {
        return Map.of("texts", Map.of("en", Map.of("markdown", english), "de", Map.of("markdown", german)));
    }

    /** In English, with layers. */
    public static Map<String, Object> layered(String summary, String markdown) {
        return Map.of("texts", Map.of("en", Map.of("summary", summary, "markdown", markdown)));
    }

    public static Map<String, Object> english(String markdown) {
        return Map.of("texts", Map.of("en", Map.of("markdown", markdown)));
    }

    public static Map<String, Object> german(String markdown) {
        return Map.of("texts", Map.of("de", Map.of("markdown", markdown)));
    }

    /** Creates a draft and returns its version. */
    public static int draft(Api author, Map<String, Object> texts) {
        return author.post("/notices", texts).json().path("version").asInt();
    }

    /** Creates a draft, publishes it immediately and returns its version. */
    public static int published(Api author, Map<String, Object> texts) {
        var version = draft(author, texts);
        publish(author, version, Map.of());
        return version;
    }

    public static Answer publish(Api author, int version, Map<String, Object> from) {
        return author.post("/notices/" + version + "/publication", from);
    }
}
