package lethe.operator.cli;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lethe.platform.kernel.StartupRefused;
import picocli.CommandLine.Option;

/** The options for an administrator to create. */
@SuppressWarnings("NullAway.Init") // picocli sets them
final class Admin {
    @Option(names = "--admin-email", required = true, paramLabel = "E", description = "The administrator's e-mail.")
    private String email;

    @Option(names = "--admin-first-name", required = true, paramLabel = "F", description = "Their first name.")
    private String firstName;

    @Option(names = "--admin-last-name", required = true, paramLabel = "L", description = "Their last name.")
    private String lastName;

    @Option(
            names = "--consent-given",
            description =
                    "You attest that this person has consented to the use of their data. Without this option, you are asked.")
    private boolean consentGiven;

    /** Returns the options to send; refuses unless consent is attested by option or at the terminal. */
    Map<String, String> options() {
        if (!consentGiven && !isAttestedNow()) {
            throw new StartupRefused("No one is created without their consent: please ask " + firstName + " " + lastName
                    + ", then use --consent-given.");
        }
        return new TreeMap<>(Map.of(
                "admin-email", email,
                "admin-first-name", firstName,
                "admin-last-name", lastName,
                "consent-given", "true"));
    }

    private boolean isAttestedNow() {
        var terminal = System.console();
        if (terminal == null || !terminal.isTerminal()) {
            return false;
        }
        System.err.printf(
                "Has %s %s consented to the use of their data (name and e-mail)? [y/N] ", firstName, lastName);
        var answer = terminal.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
