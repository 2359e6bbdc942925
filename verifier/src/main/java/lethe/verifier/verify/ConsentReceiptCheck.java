package lethe.verifier.verify;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import lethe.verifier.dataintegrity.DataIntegrity;
import lethe.verifier.verify.VerificationResult.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks a consent receipt as described in docs/consent-receipt.md, and lists the decisions in it. */
public final class ConsentReceiptCheck {
    private static final String TYPE = "dpv:ConsentReceipt";

    private ConsentReceiptCheck() {}

    /** Whether the text claims to be a consent receipt. */
    public static boolean isAbout(String json) {
        try {
            return TYPE.equals(Json.object(json).path("@type").asString(""));
        } catch (Wrong unreadable) {
            return false;
        }
    }

    /** @param given keys known to be the operator's; if empty, the key in the receipt is used without being trusted */
    public static VerificationResult check(String json, Collection<KnownKey> given) {
        var steps = new ArrayList<String>();
        try {
            var receipt = Json.object(json);
            var key = signer(receipt);
            Wrong.unless(
                    given.isEmpty() || given.stream().anyMatch(one -> one.id().equals(key.id())),
                    "The receipt is signed by " + key.id() + ", which is not the key you named.");
            steps.add("The receipt is signed by " + key.id() + " (W3C Data Integrity, eddsa-jcs-2022).");
            receipt.path("dpv:hasRecordOfActivity").forEach(record -> steps.addAll(decisions(record)));
            return given.isEmpty()
                    ? new VerificationResult(Kind.CONSISTENT, steps, List.of(key))
                    : new VerificationResult(Kind.SIGNED, steps, List.of());
        } catch (Wrong wrong) {
            steps.add(wrong.what());
            return VerificationResult.wrong(steps);
        }
    }

    private static KnownKey signer(ObjectNode receipt) {
        return DataIntegrity.signer(receipt)
                .flatMap(did -> KnownKey.parse(
                        Base64.getEncoder().encodeToString(did.key().getEncoded())))
                .orElseThrow(
                        () -> new Wrong("The signature is invalid or missing: the receipt may have been changed."));
    }

    private static List<String> decisions(JsonNode record) {
        return record.path("dpv:hasConsentStatus")
                .valueStream()
                .map(event -> "The receipt states: " + Json.text(event, "@type") + " at "
                        + Json.text(event.path("dpv:isIndicatedAtTime"), "@value") + " by "
                        + Json.text(event.path("dpv:isIndicatedBy"), "dct:identifier") + ", about "
                        + Json.text(record, "dct:identifier") + ".")
                .toList();
    }
}
