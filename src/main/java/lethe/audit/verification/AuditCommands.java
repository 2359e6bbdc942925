package lethe.audit.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lethe.audit.keys.SigningKeys;
import lethe.audit.transparency.LogAlarms;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code lethe audit verify} and {@code lethe audit rotate-key}. */
@Configuration(proxyBeanMethods = false)
class AuditCommands {
    @Bean
    Command auditVerify(Verifications verifications, Tenants tenants, LogAlarms alarms, SigningKeys keys) {
        return new Line(
                "audit-verify", options -> verify(verifications, tenants, alarms, keys, options.get("checkpoint")));
    }

    @Bean
    Command auditRotateKey(Rotation rotation) {
        return new Line("audit-rotate-key", options -> rotation.rotate());
    }

    private static List<String> verify(
            Verifications verifications,
            Tenants tenants,
            LogAlarms alarms,
            SigningKeys keys,
            @Nullable String checkpoint) {
        var lines = new ArrayList<String>();
        var findings = keys.findings();
        findings.forEach(finding -> lines.add("bad: " + finding));
        var isGood = checkpoint == null || isOfOneOf(tenants.all(), checkpoint);
        if (!isGood) {
            lines.add("bad: the checkpoint you gave belongs to no log here");
        }
        var isHeld = true;
        for (var organisation : tenants.all()) {
            var found = verifications.verify(organisation, checkpoint);
            isGood &= found.fault().isEmpty();
            isHeld &= found.evidence().isGood();
            var name = organisation + " " + TenantContext.in(organisation, tenants::slug) + " ";
            lines.add(found.fault().map(fault -> "bad: " + name + fault).orElse("verified: " + name + found.entries()));
            alarms.of(organisation).forEach(alarm -> lines.add("alarm: " + name + alarm));
            if (found.fault().isEmpty()) {
                alarms.end(organisation);
            }
            if (found.isGood()) {
                alarms.endOfEvidence(organisation);
            }
            found.breaks().forEach(each -> lines.add("declared break: " + name + each));
            lines.addAll(evidence(name, found.evidence()));
        }
        if (!isGood) {
            throw new ManagementFailure(lines, "An audit log does not match what was signed.");
        } else if (!isHeld) {
            throw new ManagementFailure(lines, "Evidence does not match the audit log.");
        } else if (!findings.isEmpty()) {
            throw new ManagementFailure(lines, "The signing keys do not match the chain.");
        }
        return lines;
    }

    private static List<String> evidence(String name, EvidenceResult found) {
        var lines = new ArrayList<String>();
        found.findings().forEach(finding -> lines.add("bad: " + name + finding));
        if (found.more() > 0) {
            lines.add("bad: " + name + found.more() + " more rows of evidence do not match the entries");
        }
        if (found.unheld() > 0) {
            lines.add("not held: " + name + found.unheld()
                    + " rows of evidence are older than the entries that would hold them");
        }
        return lines;
    }

    private static boolean isOfOneOf(List<OrganisationId> organisations, String checkpoint) {
        return Checkpoint.parse(checkpoint)
                .map(given -> new Origin(given.origin()).log())
                .filter(given -> organisations.stream().map(Origin::of).anyMatch(given::equals))
                .isPresent();
    }

    private record Line(String name, Function<Map<String, String>, List<String>> work) implements Command {
        @Override
        public List<String> run(Map<String, String> options) {
            return work.apply(options);
        }
    }
}
