package lethe.selftest.crashtest;

import java.util.List;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.verifier.verify.ReceiptCheck;
import lethe.verifier.verify.VerificationResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks on erasure receipts. */
final class ReceiptChecks {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReceiptChecks() {}

    /** Whether it is the receipt that was answered, whatever else the answer contains. */
    static boolean isSame(Answer file, String answered) {
        var before = JSON.readTree(answered);
        var now = file.json().path("receipt");
        return id(before).equals(id(now))
                && before.path("signature")
                        .asString("")
                        .equals(now.path("signature").asString(""));
    }

    /** Whether it is valid, with a proof or without one yet. */
    static boolean isTrue(Answer file) {
        return file.status() == 200
                && ReceiptCheck.check(file.body(), List.of()).kind() != VerificationResult.Kind.FALSE;
    }

    static boolean isProven(Answer file) {
        return file.json().has("proof") && isTrue(file);
    }

    private static String id(JsonNode receipt) {
        return receipt.path("id").asString("none");
    }
}
