package lethe.custody;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lethe.control.Command;
import lethe.control.Failed;
import lethe.vault.HeldKey;
import lethe.vault.Vault;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code lethe keys check}, {@code rewrap} and {@code adopt}. */
@Configuration(proxyBeanMethods = false)
class KeysCommands {
    private record Line(String name, Function<Map<String, String>, List<String>> lines) implements Command {
        @Override
        public List<String> run(Map<String, String> options) {
            return lines.apply(options);
        }
    }

    @Bean
    Command keysCheck(Custody custody, Agreement agreement) {
        return new Line("keys-check", options -> check(custody, agreement, options.getOrDefault("code", "")));
    }

    @Bean
    Command keysRewrap(Custody custody) {
        return new Line("keys-rewrap", options -> rewrap(custody));
    }

    /** The start has done it, for the property that came with the order. */
    @Bean
    Command keysAdopt(Vault vault) {
        return new Line(
                "keys-adopt", options -> List.of("adopted: " + vault.storage().sentence()));
    }

    private static List<String> check(Custody custody, Agreement agreement, String code) {
        var lines = new ArrayList<String>();
        var opens = code.isBlank() || custody.isRecoveryCode(code);
        lines.add(code.isBlank() ? "master key: opens the key file" : "recovery code: " + (opens ? "right" : "wrong"));
        var inspection = custody.inspect();
        var missed = custody.missed();
        var damaged = inspection.damaged().cardinality();
        lines.add("keys: " + inspection.there() + " there, " + damaged + " damaged");
        lines.add("directory: "
                + (inspection.damagedGroups() == 0 ? "intact" : inspection.damagedGroups() + " parts damaged"));
        var isIntact = damaged + inspection.damagedGroups() == 0;
        var differences = isIntact ? agreement.differences() : List.<String>of();
        if (isIntact) {
            lines.add("database, keys and directory: " + (differences.isEmpty() ? "agree" : "do not agree"));
            lines.addAll(differences);
        }
        missed.forEach(key -> lines.add((key.damaged() ? "damaged: " : "destroyed: ") + key.sentence()));
        if (!opens) {
            throw new Failed(
                    lines,
                    "This is not the recovery code of this key file: a letter is wrong, or it is"
                            + " another's. While Lethe still opens it, write down the right one from the master key's file.");
        } else if (!isIntact || !differences.isEmpty()) {
            throw new Failed(lines, Healing.ADVICE);
        }
        return lines;
    }

    private static List<String> rewrap(Custody custody) {
        var damaged = custody.inspect().damaged().cardinality();
        if (damaged > 0) {
            var whose = custody.missed().stream().filter(HeldKey::damaged).map(HeldKey::sentence);
            throw new Failed(
                    whose.map(sentence -> "damaged: " + sentence).toList(),
                    "Nothing was changed, because keys are damaged that a copy wrapped as before could still mend. "
                            + Healing.ADVICE);
        }
        custody.rewrap();
        return List.of("keys: " + custody.inspect().there() + " wrapped anew", "former wrapping key: destroyed");
    }
}
