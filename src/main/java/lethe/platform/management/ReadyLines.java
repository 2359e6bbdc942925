package lethe.platform.management;

import java.net.URI;
import java.util.List;

/** Lines that a room prints at startup, before the line that says Lethe is ready. */
public interface ReadyLines {
    /**
     * May be empty; no line may contain {@code ready at}.
     *
     * @param base the URL that links begin with
     */
    List<String> lines(URI base);
}
