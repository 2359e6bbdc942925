package lethe.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lethe.control.Command;
import lethe.control.Failed;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.notes.Checkpoint;
import lethe.organisations.Organisations;
import lethe.signing.SigningKeys;
import lethe.transparency.LogBook;
import lethe.verification.LogReader.Found;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code lethe audit verify} and {@code lethe audit rotate-key}. */
@Configuration(proxyBeanMethods = false)
class AuditCommands {
    @Bean
    Command auditVerify(Verifications verifications, Organisations organisations) {
        return new Line("audit-verify", options -> verify(verifications, organisations, options.get("checkpoint")));
    }

    @Bean
    Command auditRotateKey(SigningKeys keys) {
        return new Line(
                "audit-rotate-key", options -> List.of("key: " + keys.rotate().id()));
    }

    private static List<String> verify(
            Verifications verifications, Organisations organisations, @Nullable String checkpoint) {
        var lines = new ArrayList<String>();
        var isGood = checkpoint == null || isOfOneOf(organisations.all(), checkpoint);
        if (!isGood) {
            lines.add("bad: the checkpoint that was given is of no log here");
        }
        for (var organisation : organisations.all()) {
            var found = verifications.verify(organisation, checkpoint);
            isGood &= found.fault().isEmpty();
            lines.add(line(organisation, organisations, found));
        }
        if (!isGood) {
            throw new Failed(lines, "An audit log is not what was signed.");
        }
        return lines;
    }

    private static boolean isOfOneOf(List<OrganisationId> organisations, String checkpoint) {
        return Checkpoint.parse(checkpoint)
                .filter(given -> organisations.stream().map(LogBook::origin).anyMatch(given.origin()::equals))
                .isPresent();
    }

    private static String line(OrganisationId id, Organisations organisations, Found found) {
        var slug = Tenancy.in(id, organisations::current).slug();
        return found.fault()
                .map(fault -> "bad: " + id + " " + slug + " " + fault)
                .orElseGet(() -> "verified: " + id + " " + slug + " " + found.entries());
    }

    private record Line(String name, Function<Map<String, String>, List<String>> work) implements Command {
        @Override
        public List<String> run(Map<String, String> options) {
            return work.apply(options);
        }
    }
}
