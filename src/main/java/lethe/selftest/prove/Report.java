package lethe.selftest.prove;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was looked for, where, and what was found: in plain lines, and as a page without a script. */
final class Report {
    private final List<Step> steps = new ArrayList<>();

    /**
     * One thing that had to be so.
     *
     * @param details what was read, or what was found where it must not be
     */
    record Step(String claim, boolean holds, List<String> details) {}

    void add(String claim, boolean holds, List<String> details) {
        steps.add(new Step(claim, holds, List.copyOf(details)));
    }

    /** What a person went through, and what is looked for because of it. */
    void lived(ScenarioLog journal) {
        add(
                "A person has lived here",
                true,
                List.of(
                        "gone through: " + String.join(", ", journal.lived()),
                        "not offered here: "
                                + (journal.notThere().isEmpty() ? "nothing" : String.join(", ", journal.notThere())),
                        "looked for: " + String.join(", ", journal.secrets().keySet())));
    }

    boolean holds() {
        return steps.stream().allMatch(Step::holds);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (var step : steps) {
            lines.add((step.holds() ? "proven: " : "NOT SO: ") + step.claim());
            step.details().forEach(detail -> lines.add("    " + detail));
        }
        lines.add(verdict());
        return lines;
    }

    private String verdict() {
        return holds()
                ? "No trace of the user was found, and no other user lost anything."
                : "This installation does not forget as it should: see what is not so.";
    }

    String html(Instant at, Path place) {
        var html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>Lethe: proof of erasure</title><style>")
                .append("body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;")
                .append("color-scheme:light dark}li{margin:.7rem 0}.bad{color:#c01c28;font-weight:bold}")
                .append("small{display:block;overflow-wrap:anywhere;opacity:.8}</style></head><body>")
                .append("<h1>Proof of erasure</h1><p>Made ")
                .append(at)
                .append(" on an installation of its own in <code>")
                .append(escaped(place.toString()))
                .append(
                        "</code>, which is thrown away. A person who does not exist lived through everything below and was")
                .append(" terminated; then every byte was read.</p><p class=\"")
                .append(holds() ? "good" : "bad")
                .append("\">")
                .append(verdict())
                .append("</p><ol>");
        for (var step : steps) {
            html.append("<li")
                    .append(step.holds() ? ">" : " class=\"bad\">Not so: ")
                    .append(escaped(step.claim()));
            step.details()
                    .forEach(detail ->
                            html.append("<small>").append(escaped(detail)).append("</small>"));
            html.append("</li>");
        }
        return html.append("</ol><p>What cannot be proven: that the e-mail was not copied before. What is kept by law:")
                .append(" name, id, last type and role, until the day on the receipt.</p></body></html>\n")
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
