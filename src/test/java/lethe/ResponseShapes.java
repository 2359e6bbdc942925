package lethe;

import java.util.Map;

/** The fields of each schema of the API. */
final class ResponseShapes {
    private static final String USER =
            "id firstName lastName email type roleId accessUntil? status createdAt createdBy?"
                    + " consent? ownConsent? temporaryPassword? temporaryPasswordExpiresAt? notes?";
    private static final String RECEIPT =
            "format? id organisationId userId terminatedAt terminatedBy? self again? restore? keyDestroyedAt erased"
                    + " retained outOfReach storage support auditEntries leafHashes proofBy keyId publicKey signature";

    private static final String NEWSLETTER = "id name about frequency publisher version";

    /** The fields of each schema; optional ones end with a question mark. */
    static final Map<String, String> SHAPES = Map.ofEntries(
            Map.entry("SignedIn", "token state expiresAt userId"),
            Map.entry("State", "state"),
            Map.entry("Codes", "recoveryCodes"),
            Map.entry("Link", "url expiresAt"),
            Map.entry("User", USER),
            Map.entry("Me", USER + " organisation permissions state"),
            Map.entry(
                    "Former",
                    "id firstName lastName status lastType lastRole createdAt terminatedAt terminatedBy? legalGround retainedUntil"),
            Map.entry("Attestation", "attestedBy? attestedAt noticeVersion noticeHash language"),
            Map.entry("OwnConsent", "noticeVersion noticeHash language at decision handover handedOverBy?"),
            Map.entry("NewsletterConsent", "newsletterId newsletterVersion act way at language words hash"),
            Map.entry("Newsletter", NEWSLETTER),
            Map.entry("Choice", NEWSLETTER + " subscribed since?"),
            Map.entry("OwnData", "person at organisation remarks why data"),
            Map.entry("Session", "id kind createdAt lastSeenAt current"),
            Map.entry("Token", "id name createdAt expiresAt lastUsedOn? token?"),
            Map.entry("Receipt", RECEIPT),
            Map.entry("OwnReceipt", RECEIPT + " downloadUrl"),
            Map.entry("ShownReceipt", "receipt proof? recipients"),
            Map.entry("SignedCheckpoint", "checkpoint origin treeSize rootHash at consistency? keys"),
            Map.entry("EntryProof", "entry leafHash index treeSize hashes checkpoint keys"),
            Map.entry("PublishedKey", "id publicKey createdAt current link"),
            Map.entry("Import", "id status lines valid created failed createdBy stopped?"),
            Map.entry("ImportProblem", "line field code"),
            Map.entry("Count", "finding people"),
            Map.entry("Found", "id firstName lastName type roleId status createdAt lastMonth? accessUntil?"),
            Map.entry(
                    "Review",
                    "id status finding months act people done leftOut byMail createdBy createdAt waiting percent stopped?"),
            Map.entry("Reviewed", "id outcome why?"),
            Map.entry("Role", "id name permissions holders version"),
            Map.entry("Permission", "name sentence group implies"),
            Map.entry("Partner", "id name website? contactEmail? category? status createdAt deactivation? version"),
            Map.entry("Entry", "id index? at actor action target facts names"),
            Map.entry(
                    "BillingDetails",
                    "legalName address vatId? taxNumber? iban? bic? account? currency invoiceEmail version updatedAt updatedBy notes?"),
            Map.entry("Notice", "version status current publishedAt? texts"),
            Map.entry("Organisation", "id slug name support version"),
            Map.entry(
                    "Issue",
                    "number subject markdown status recipients sent bounced failed inDoubt language version sentAt?"),
            Map.entry("House", "id slug name users terminated"),
            Map.entry("LimitsView", "limits version backupHorizon"),
            Map.entry("Usage", "epsilonPerDay budgetLeft items"),
            Map.entry("Founded", "id slug name admin link"));

    private ResponseShapes() {}
}
