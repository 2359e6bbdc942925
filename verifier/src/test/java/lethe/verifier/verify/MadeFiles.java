package lethe.verifier.verify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import lethe.verifier.dataintegrity.DataIntegrity;
import lethe.verifier.dataintegrity.DidKey;

/** One valid file of each kind that the verifier checks, all signed by one key. */
final class MadeFiles {
    private MadeFiles() {}

    /** The files by a word for each kind and the exit code with that key. */
    static Map<String, String> all(TestKey key) {
        var log = new MadeLog(key);
        var files = new LinkedHashMap<String, String>();
        files.put("receipt", new MadeReceipt(key, key).file().toString());
        files.put("consent receipt", consentReceipt(key));
        files.put("proof", log.proof().toString());
        files.put("checkpoint", log.checkpointFrom(1).toString());
        files.put("note", log.checkpoint(3));
        files.put("export", log.whole().toString());
        files.put("part of an export", log.part().toString());
        return files;
    }

    static String promised(TestKey key) {
        var file = new MadeReceipt(key, key).file();
        file.remove("proof");
        return file.toString();
    }

    private static String consentReceipt(TestKey key) {
        var receipt = Json.MAPPER.createObjectNode();
        receipt.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        receipt.put("@type", "dpv:ConsentReceipt");
        var record = receipt.putArray("dpv:hasRecordOfActivity").addObject().put("dct:identifier", "notice 1");
        var event = record.putArray("dpv:hasConsentStatus").addObject().put("@type", "dpv:ConsentGiven");
        event.putObject("dpv:isIndicatedAtTime").put("@value", "2026-11-21T18:36:04Z");
        event.putObject("dpv:isIndicatedBy").put("dct:identifier", MadeReceipt.PERSON);
        var did = new DidKey(key.known().key());
        return DataIntegrity.sign(receipt, did, Instant.parse("2026-11-21T18:36:04Z"), key::sign)
                .toString();
    }
}
