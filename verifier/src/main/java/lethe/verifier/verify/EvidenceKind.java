package lethe.verifier.verify;

import lethe.verifier.checkpoints.Checkpoint;
import tools.jackson.databind.node.ObjectNode;

/** The kind of a file, determined from its content. */
enum EvidenceKind {
    RECEIPT("receipt"),
    CONSENT_RECEIPT("receipt"),
    PROOF("proof"),
    CHECKPOINT("checkpoint"),
    EXPORT("export");

    private final String word;

    EvidenceKind(String word) {
        this.word = word;
    }

    /** Everything else is treated as a receipt and fails as one. */
    static EvidenceKind of(String text) {
        if (Checkpoint.parse(text).isPresent()) {
            return CHECKPOINT;
        }
        try {
            return of(Json.object(text));
        } catch (Wrong unreadable) {
            return RECEIPT;
        }
    }

    private static EvidenceKind of(ObjectNode file) {
        if (file.path("format").isString()) {
            return EXPORT;
        } else if (file.has("@type")) {
            return CONSENT_RECEIPT;
        } else if (file.has("receipt") || file.has("signature")) {
            return RECEIPT;
        } else if (file.has("entry")) {
            return PROOF;
        } else {
            return file.has("checkpoint") ? CHECKPOINT : RECEIPT;
        }
    }

    /** What the signature of a file of this kind attests. */
    String signed() {
        return switch (this) {
            case CHECKPOINT -> "signed: the log was in this state when the checkpoint was signed.";
            case RECEIPT, CONSENT_RECEIPT, PROOF, EXPORT ->
                "signed: this is what the operator's records contained when the receipt was created.";
        };
    }

    String notToBeBelieved() {
        return "false: this " + word + " cannot be trusted.";
    }
}
