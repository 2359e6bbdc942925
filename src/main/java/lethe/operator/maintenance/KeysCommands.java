package lethe.operator.maintenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.vault.consistency.KeyReference;
import lethe.vault.vault.Vault;
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
    Command keysCheck(Custody custody) {
        return new Line("keys-check", options -> check(custody, options.getOrDefault("code", "")));
    }

    @Bean
    Command keysRewrap(Custody custody) {
        return new Line("keys-rewrap", options -> rewrap(custody));
    }

    /** The start itself has adopted the key file, because of the property sent with the command. */
    @Bean
    Command keysAdopt(Vault vault) {
        return new Line(
                "keys-adopt", options -> List.of("adopted: " + vault.storage().sentence()));
    }

    private static List<String> check(Custody custody, String code) {
        var lines = new ArrayList<String>();
        var opens = code.isBlank() || custody.isRecoveryCode(code);
        lines.add(code.isBlank() ? "master key: opens the key file" : "recovery code: " + (opens ? "right" : "wrong"));
        var inspection = custody.inspect();
        var findings = custody.findings();
        var damaged = inspection.damaged().cardinality();
        var parts = inspection.damagedGroups().cardinality();
        lines.add("keys: " + inspection.there() + " there, " + damaged + " damaged");
        lines.add("directory: " + (parts == 0 ? "intact" : parts + " parts damaged"));
        lines.add("database, keys and directory: "
                + (damaged + parts == 0 && findings.agree() ? "agree" : "do not agree"));
        lines.addAll(findings.lines());
        if (!opens) {
            throw new ManagementFailure(
                    lines,
                    "This is not the recovery code of this key file: a letter is wrong, or the code belongs "
                            + "to another one. While Lethe can still open the key file, write down the right code from "
                            + "the master key file.");
        } else if (!findings.shared().isEmpty()) {
            throw new ManagementFailure(
                    lines,
                    "Several users share one key: terminating one of them would erase the others. Give all but"
                            + " one of them a new e-mail, and tell us how this happened.");
        } else if (findings.missed().stream().anyMatch(KeyReference::damaged)) {
            throw new ManagementFailure(lines, Healing.ADVICE);
        } else if (!findings.risen().isEmpty()) {
            throw new ManagementFailure(
                    lines,
                    "The key file contains keys that were destroyed: stop Lethe and start it again to "
                            + "destroy them again, and tell us how this happened.");
        } else if (parts > 0 || !findings.astray().isEmpty()) {
            custody.mendDirectory(findings.astray());
            throw new ManagementFailure(
                    lines, "These parts of the directory were rebuilt from the sealed e-mails. Nothing else is wrong.");
        }
        return lines;
    }

    private static List<String> rewrap(Custody custody) {
        var damaged = custody.missed().stream().filter(KeyReference::damaged).toList();
        if (!damaged.isEmpty()) {
            throw new ManagementFailure(
                    damaged.stream().map(key -> "damaged: " + key.sentence()).toList(),
                    "Nothing was changed, because some keys are damaged that a copy with the present "
                            + "wrapping could still repair. "
                            + Healing.ADVICE);
        }
        custody.rewrap();
        return List.of("keys: " + custody.inspect().there() + " rewrapped", "old wrapping key: destroyed");
    }
}
