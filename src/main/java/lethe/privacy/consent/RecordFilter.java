package lethe.privacy.consent;

import java.util.Optional;
import java.util.UUID;
import lethe.privacy.consent.ConsentRecord.Act;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Which evidence to list; absent parts do not filter. All of it may stand in an address. */
public record RecordFilter(
        @Nullable Integer version, @Nullable Act act) {
    public boolean narrows() {
        return version != null || act != null;
    }

    /** Where this evidence stands, from the newest on. */
    public String address() {
        return "/consents" + query();
    }

    /** @param format {@code csv} or {@code json} */
    public String export(String format) {
        return "/consents/export/" + format + query();
    }

    private String query() {
        var query = UriComponentsBuilder.newInstance()
                .queryParamIfPresent("version", Optional.ofNullable(version))
                .queryParamIfPresent("act", Optional.ofNullable(act))
                .build()
                .getQuery();
        return query == null ? "" : "?" + query;
    }

    /** A page of it. */
    record Page(RecordFilter filter, @Nullable UUID after, int limit) {}
}
