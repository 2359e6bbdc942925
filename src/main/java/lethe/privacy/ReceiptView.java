package lethe.privacy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A receipt's members, read back for pages that say them in words.
 *
 * @param terminatedBy absent where no user did it
 * @param proofBy until when the proof is promised
 * @param publicKey its X.509 form, in base64; {@code keyId} is a hash of it
 * @param storage as {@code outOfReach} and the ground a phrase in the language that was signed: {@link Phrase}
 */
@Schema(name = "Receipt")
public record ReceiptView(
        String id,
        String organisationId,
        String userId,
        Instant terminatedAt,
        @Nullable String terminatedBy,
        boolean self,
        Instant keyDestroyedAt,
        List<Erased> erased,
        Retained retained,
        List<String> outOfReach,
        String storage,
        List<String> support,
        List<String> auditEntries,
        List<String> leafHashes,
        Instant proofBy,
        String keyId,
        String publicKey,
        String signature) {
    public record Retained(List<String> what, String ground, LocalDate until) {}

    /**
     * A phrase as it was signed, and what a page needs to say it in the reader's language.
     *
     * @param key letters, digits and hyphens of the phrase, without what changes from receipt to receipt
     * @param day with which the phrase ends; absent where there is none
     * @param remark in parentheses at the end; absent likewise
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
