package lethe.privacy.consent;

import java.util.Optional;
import lethe.privacy.consent.ConsentRecord.Act;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Filters consent records; absent parts do not filter. */
public record RecordFilter(
        @Nullable Integer version, @Nullable Act act) {
    public boolean narrows() {
        return version != null || act != null;
    }

    /** The page that lists these records, from the newest on. */
    public String address() {
        return "/consents" + query();
    }

    /**
     * The path of the export.
     *
     * @param format {@code csv} or {@code json}
     */
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

    /** One page of the filtered records. */
    record Page(RecordFilter filter, RecordStore.@Nullable Place after, int limit) {}
}
