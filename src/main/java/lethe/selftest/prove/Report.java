package lethe.selftest.prove;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The findings of the proof, as text and as a page without scripts. */
final class Report {
    private final List<Step> steps = new ArrayList<>();

    /**
     * One claim that must hold.
     *
     * @param details what was read, or what was found where it must not be
     */
    record Step(String claim, boolean holds, List<String> details) {}

    void add(String claim, boolean holds, List<String> details) {
        steps.add(new Step(claim, holds, List.copyOf(details)));
    }

    /** Lists what the user went through, and the secrets to search for. */
    void lived(ScenarioLog log) {
        add(
                "A test user has used this installation",
                true,
                List.of(
                        "steps: " + String.join(", ", log.lived()),
                        "not offered here: "
                                + (log.notThere().isEmpty() ? "nothing" : String.join(", ", log.notThere())),
                        "searched for: " + String.join(", ", log.secrets().keySet())));
    }

    boolean holds() {
        return steps.stream().allMatch(Step::holds);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (var step : steps) {
            lines.add((step.holds() ? "proven: " : "FAILED: ") + step.claim());
            step.details().forEach(detail -> lines.add("    " + detail));
        }
        lines.add(verdict());
        return lines;
    }

    private String verdict() {
        return holds()
                ? "No trace of the user was found, and no other user lost anything."
                : "This installation does not erase all that it should: see the failed claims.";
    }

    String html(Instant at, Path place) {
        var html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>Lethe: proof of erasure</title><style>")
                .append("body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;")
                .append("color-scheme:light dark}li{margin:.7rem 0}.bad{color:#c01c28;font-weight:bold}")
                .append("small{display:block;overflow-wrap:anywhere;opacity:.8}</style></head><body>")
                .append("<h1>Proof of erasure</h1><p>Created ")
                .append(at)
                .append(" on a temporary installation in <code>")
                .append(escaped(place.toString()))
                .append("</code>. An invented user went through everything below and was")
                .append(" terminated; then every byte was searched.</p><p class=\"")
                .append(holds() ? "good" : "bad")
                .append("\">")
                .append(verdict())
                .append("</p><ol>");
        for (var step : steps) {
            html.append("<li")
                    .append(step.holds() ? ">" : " class=\"bad\">Failed: ")
                    .append(escaped(step.claim()));
            step.details()
                    .forEach(detail ->
                            html.append("<small>").append(escaped(detail)).append("</small>"));
            html.append("</li>");
        }
        return html.append("</ol><p>Cannot be proven: that the e-mail was never copied before. Kept by law:")
                .append(" name, ID, last type and last role, until the date on the receipt.</p></body></html>\n")
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
