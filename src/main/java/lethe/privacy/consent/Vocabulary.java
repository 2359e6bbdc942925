package lethe.privacy.consent;

import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON-LD terms that consent receipts use, from DPV 2.3 with its extensions, Dublin Core and schema.org. */
final class Vocabulary {
    private static final String SECURITY = "https://w3id.org/security#";
    private static final String XSD = "http://www.w3.org/2001/XMLSchema#";

    private Vocabulary() {}

    /** Embedded in full, so that processing a receipt needs no network. */
    static Map<String, Object> context() {
        var context = new LinkedHashMap<String, Object>();
        context.put("dpv", "https://w3id.org/dpv#");
        context.put("pd", "https://w3id.org/dpv/pd#");
        context.put("loc", "https://w3id.org/dpv/loc#");
        context.put("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#");
        context.put("dct", "http://purl.org/dc/terms/");
        context.put("schema", "https://schema.org/");
        context.put("skos", "http://www.w3.org/2004/02/skos/core#");
        context.put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        context.put("xsd", XSD);
        context.put("proof", Map.of("@id", SECURITY + "proof", "@container", "@graph", "@context", proof()));
        return context;
    }

    /** As defined by the context of W3C Data Integrity. */
    private static Map<String, Object> proof() {
        return Map.of(
                "type", "@type",
                "DataIntegrityProof", SECURITY + "DataIntegrityProof",
                "assertionMethod", SECURITY + "assertionMethod",
                "cryptosuite", Map.of("@id", SECURITY + "cryptosuite", "@type", SECURITY + "cryptosuiteString"),
                "created", Map.of("@id", "http://purl.org/dc/terms/created", "@type", XSD + "dateTime"),
                "proofPurpose", Map.of("@id", SECURITY + "proofPurpose", "@type", "@vocab"),
                "verificationMethod", Map.of("@id", SECURITY + "verificationMethod", "@type", "@id"),
                "proofValue", Map.of("@id", SECURITY + "proofValue", "@type", SECURITY + "multibase"));
    }
}
