package lethe.privacy.erasure;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import lethe.privacy.inventory.RetainedData;
import org.jspecify.annotations.Nullable;

/**
 * A parsed receipt, for pages that present it.
 *
 * @param format absent in format 1, whose {@code retained} is read as a list of one
 * @param terminatedBy absent if no user did it
 * @param again true if a restored older database had brought back the person after their termination
 * @param restore the declared restore of the audit log that brought them back
 * @param proofBy when the proof is promised
 * @param publicKey its X.509 form, in base64; {@code keyId} is a hash of it
 * @param storage like {@code outOfReach} and the grounds, a phrase in the signed language: {@link Phrase}
 */
@Schema(name = "Receipt")
public record ReceiptView(
        @Nullable Integer format,
        String id,
        String organisationId,
        String userId,
        Instant terminatedAt,
        @Nullable String terminatedBy,
        boolean self,
        @Nullable Boolean again,
        @Nullable String restore,
        Instant keyDestroyedAt,
        List<ErasedItem> erased,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<RetainedData> retained,

        List<String> outOfReach,
        String storage,
        List<String> support,
        List<String> auditEntries,
        List<String> leafHashes,
        Instant proofBy,
        String keyId,
        String publicKey,
        String signature) {
    /**
     * A signed phrase, split up for translation.
     *
     * @param key the phrase in lower case with hyphens, without its variable parts
     * @param day the day at the end of the phrase; absent if there is none
     * @param remark the text in parentheses at the end; absent if there is none
     */
    public record Phrase(
            String text,
            String key,
            @Nullable LocalDate day,
            @Nullable String remark) {
        private static final Pattern PARTS =
                Pattern.compile("(?<fixed>.*?)(?: (?<day>\\d{4}-\\d{2}-\\d{2})| \\((?<remark>[^()]+)\\))?");

        public static Phrase of(String text) {
            var parts = PARTS.matcher(text);
            var fixed = parts.matches() ? parts.group("fixed") : text;
            var day = parts.group("day");
            return new Phrase(text, key(fixed), day == null ? null : LocalDate.parse(day), parts.group("remark"));
        }

        private static String key(String phrase) {
            return phrase.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        }
    }
}
