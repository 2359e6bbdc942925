package lethe.operator.cli;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import lethe.platform.kernel.StartupRefused;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** The settings of {@code run}, each an option and an environment variable; the option takes precedence. */
enum Setting {
    PORT("--port", "N", "The port to listen on; 0 picks a free one. Default: 8080."),
    ADDRESS(
            "--address",
            "ADDRESS",
            "The network address to listen on. Default: 127.0.0.1, reachable only from this machine; 0.0.0.0 listens"
                    + " on every address, best behind a proxy that terminates TLS."),
    DATA("--data", "DIR", "The data directory. Default: data, in the working directory."),
    PUBLIC_URL(
            "--public-url",
            "URL",
            "Where users reach Lethe, and what links begin with: https://lethe.acme.test or, with a path,"
                    + " https://acme.test/lethe. Default: the address it listens on."),
    TRUSTED_PROXIES(
            "--trusted-proxies",
            "NETWORKS",
            "Whose Forwarded and X-Forwarded-For, -Proto and -Host headers are trusted: addresses and networks, such as"
                    + " 10.0.0.5,fd00::/8, or none. Default: 127.0.0.0/8,::1 if the public URL is https, otherwise none."),
    MANAGEMENT_PORT(
            "--management-port", "N", "The port of /metrics for Prometheus, on this machine only. Default: none."),
    DATABASE_URL(
            "--database-url",
            "URL",
            "Your own PostgreSQL server, with the application's role:"
                    + " postgresql://lethe_app:password@host/lethe. Default: Lethe runs one itself."),
    DATABASE_OWNER_URL(
            "--database-owner-url", "URL", "The same server with the role that owns the schema, for migrations."),
    MASTER_KEY_FILE(
            "--master-key",
            "FILE",
            "The file with the master key, outside the data directory. Default: LETHE_MASTER_KEY, which contains the key"
                    + " itself, otherwise a file in ~/.config/lethe."),
    KEYS_MIRROR("--keys-mirror", "DIR", "The directory of the key file's second copy, best on another disk."),
    KEYS_HORIZON(
            "--keys-horizon", "DAYS", "How long backups of the key file may be kept. Default: 7; 0: none are made."),
    BACKUP_HORIZON("--backup-horizon", "DAYS", "How long backups of the database are kept. Default: 35."),
    MIN_CHECKPOINT(
            "--min-checkpoint",
            "CHECKPOINT",
            "A checkpoint of an audit log kept elsewhere, or a file with one: an older database is refused."),
    USAGE_EPSILON(
            "--usage-epsilon",
            "EPSILON",
            "The privacy budget of a feature's daily usage count: a smaller value hides each person better, and adds more"
                    + " noise. From 0.001 to 5. Default: 0.2."),
    USAGE_NODES(
            "--usage-nodes",
            "NODES",
            "How many nodes count usage; set the same on each. More nodes add more noise. From 1 to 64. Default: 1."),
    SMTP_URL(
            "--smtp-url",
            "URL",
            "The mail server: smtp://user:password@host:port, or smtps://. Default: no mail is sent."),
    MAIL_FROM("--mail-from", "ADDRESS", "The sender of mails."),
    MAIL_ENVELOPE(
            "--mail-envelope",
            "per-mail|sender",
            "The envelope sender of mails: bounce+ID at the domain of LETHE_MAIL_FROM, a different ID for each mail, or"
                    + " LETHE_MAIL_FROM itself, for servers that accept no other. Default: per-mail."),
    NEWSLETTERS_PER_MINUTE(
            "--newsletters-per-minute",
            "MAILS",
            "The most newsletter mails sent per minute, over all organisations and nodes."
                    + " From 1 to 60000. Default: 600."),
    ACCEPT_LOSS(
            "--accept-loss",
            "",
            "Starts although keys are missing from the key file; what is encrypted with them is lost.");

    static final int USUAL_PORT = 8080;

    private final String option;
    private final String parameter;
    private final String description;

    Setting(String option, String parameter, String description) {
        this.option = option;
        this.parameter = parameter;
        this.description = description;
    }

    /** The variable, such as {@code LETHE_PUBLIC_URL}. */
    String variable() {
        return "LETHE_" + name();
    }

    /** The property, such as {@code lethe.public-url}. */
    String property() {
        return "lethe." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String option() {
        return option;
    }

    /** The option, with the variable as its default, so that both are validated in the same way. */
    OptionSpec spec(Map<String, String> environment) {
        var spec = OptionSpec.builder(option).description(description + " (" + variable() + ")");
        if (environment.containsKey(variable())) {
            spec.defaultValue(environment.get(variable()));
        }
        return switch (parameter) {
            case "" -> spec.type(Boolean.class).arity("0").build();
            case "N" -> number(spec, 65_535).build();
            case "DAYS" -> number(spec, 36_500).build();
            case "MAILS" -> decimal(spec, 0, "1", "60000").build();
            case "NODES" -> decimal(spec, 0, "1", "64").build();
            case "EPSILON" -> decimal(spec, 3, "0.001", "5").build();
            default -> spec.type(String.class).paramLabel(parameter).build();
        };
    }

    private OptionSpec.Builder number(OptionSpec.Builder spec, int most) {
        return spec.type(Integer.class).paramLabel(parameter).converters(text -> number(text, most));
    }

    private static int number(String text, int most) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        } else {
            throw new TypeConversionException("'" + text + "' is not a number from 0 to " + most);
        }
    }

    private OptionSpec.Builder decimal(OptionSpec.Builder spec, int digits, String least, String most) {
        return spec.type(BigDecimal.class)
                .paramLabel(parameter)
                .converters(text -> decimal(text, digits, new BigDecimal(least), new BigDecimal(most)));
    }

    private static BigDecimal decimal(String text, int digits, BigDecimal least, BigDecimal most) {
        if (text.matches("\\d{1,5}(\\.\\d{1,3})?")) {
            var number = new BigDecimal(text);
            if (number.scale() <= digits && number.compareTo(least) >= 0 && number.compareTo(most) <= 0) {
                return number;
            }
        }
        throw new TypeConversionException("'" + text + "' is not a number from " + least + " to " + most);
    }

    /** Refuses unknown {@code LETHE_…} variables: a misspelt one would be ignored unnoticed. */
    static void refuseUnknown(Map<String, String> environment) {
        var unknown = new TreeSet<>(environment.keySet());
        unknown.removeIf(name -> !name.startsWith("LETHE_") || known().contains(name));
        if (!unknown.isEmpty()) {
            throw new StartupRefused(
                    2, "Unknown setting: " + String.join(", ", unknown) + ". See lethe run --help for all settings.");
        }
    }

    /** {@code LETHE_HEAP} is read by the start script, which validates it. */
    private static List<String> known() {
        return Stream.concat(
                        Stream.of("LETHE_MASTER_KEY", "LETHE_HEAP"),
                        Arrays.stream(values()).map(Setting::variable))
                .toList();
    }
}
