/** Consent as a receipt for the person: signed JSON-LD in the form of ISO/IEC TS 27560 with terms of the W3C DPV. */
@ApplicationModule(
        displayName = "Consent receipts",
        allowedDependencies = {
            "kernel",
            "usage",
            "audit",
            "organisations",
            "inventory",
            "notices",
            "consent",
            "signing",
            "dataintegrity"
        })
@NullMarked
package lethe.consentreceipts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
