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

/** What {@code run} can be told, as an option or as a variable of the environment: the option wins. */
enum Setting {
    PORT("--port", "N", "Where requests are answered; 0 takes a free port. Default: 8080."),
    ADDRESS(
            "--address",
            "ADDRESS",
            "The network address to answer on. Default: 127.0.0.1, so that only this machine reaches it; 0.0.0.0 is"
                    + " every address, best behind a proxy that speaks TLS."),
    DATA("--data", "DIR", "The data directory. Default: data, in the working directory."),
    PUBLIC_URL(
            "--public-url",
            "URL",
            "Where people reach Lethe, and what links begin with: https://lethe.acme.test, or with a path,"
                    + " https://acme.test/lethe. Default: the address that is ready."),
    TRUSTED_PROXIES(
            "--trusted-proxies",
            "NETWORKS",
            "Whose Forwarded and X-Forwarded-For, -Proto and -Host headers are believed: addresses and networks, as in"
                    + " 10.0.0.5,fd00::/8, or none. Default: 127.0.0.0/8,::1 while the public URL is https, else none."),
    MANAGEMENT_PORT("--management-port", "N", "Where this machine reads /metrics for Prometheus. Default: nowhere."),
    DATABASE_URL(
            "--database-url",
            "URL",
            "A PostgreSQL of your own, with the role that the application uses:"
                    + " postgresql://lethe_app:password@host/lethe. Default: Lethe runs one itself."),
    DATABASE_OWNER_URL("--database-owner-url", "URL", "The same with the role that owns the schema, for migrations."),
    MASTER_KEY_FILE(
            "--master-key",
            "FILE",
            "The file with the master key, outside the data directory. Default: LETHE_MASTER_KEY, which holds the key"
                    + " itself, else a file in ~/.config/lethe."),
    KEYS_MIRROR("--keys-mirror", "DIR", "A second place for the key file, best on another disk."),
    KEYS_HORIZON("--keys-horizon", "DAYS", "How long a copy of the key file may live. Default: 7; 0: no copies."),
    BACKUP_HORIZON("--backup-horizon", "DAYS", "How long backups of the database live. Default: 35."),
    MIN_CHECKPOINT(
            "--min-checkpoint",
            "CHECKPOINT",
            "A checkpoint of an audit log that was kept outside, or a file with one: a database that is older is refused."),
    USAGE_EPSILON(
            "--usage-epsilon",
            "EPSILON",
            "What one person's day may change of a feature's usage figures: smaller hides more and blurs more."
                    + " From 0.001 to 5. Default: 0.2."),
    USAGE_NODES(
            "--usage-nodes",
            "NODES",
            "How many nodes count usage, the same on each: more of them need more noise. From 1 to 64. Default: 1."),
    SMTP_URL(
            "--smtp-url", "URL", "How mail is sent: smtp://user:password@host:port, or smtps://. Default: not at all."),
    MAIL_FROM("--mail-from", "ADDRESS", "Whom mails are from."),
    MAIL_ENVELOPE(
            "--mail-envelope",
            "per-mail|sender",
            "Whom the mail server is told that mails are from: bounce+ID at the domain of LETHE_MAIL_FROM, another for"
                    + " each mail, or LETHE_MAIL_FROM itself, for servers that take no other. Default: per-mail."),
    NEWSLETTERS_PER_MINUTE(
            "--newsletters-per-minute",
            "MAILS",
            "How many mails of newsletters go out in a minute at the most, over all organisations and nodes."
                    + " From 1 to 60000. Default: 600."),
    ACCEPT_LOSS("--accept-loss", "", "Start although the key file lacks keys; what is sealed under them is lost.");

    static final int USUAL_PORT = 8080;

    private final String option;
    private final String parameter;
    private final String description;

    Setting(String option, String parameter, String description) {
        this.option = option;
        this.parameter = parameter;
        this.description = description;
    }

    /** {@code LETHE_PUBLIC_URL}. */
    String variable() {
        return "LETHE_" + name();
    }

    /** {@code lethe.public-url}. */
    String property() {
        return "lethe." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String option() {
        return option;
    }

    /** With the variable as its default, so that both are checked alike. */
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

    /** A misspelt variable that is silently ignored would be a setting that somebody believes in. */
    static void refuseUnknown(Map<String, String> environment) {
        var unknown = new TreeSet<>(environment.keySet());
        unknown.removeIf(name -> !name.startsWith("LETHE_") || known().contains(name));
        if (!unknown.isEmpty()) {
            throw new StartupRefused(
                    2,
                    "Lethe does not know " + String.join(", ", unknown) + ": see lethe run --help for what it knows.");
        }
    }

    private static List<String> known() {
        return Stream.concat(
                        Stream.of("LETHE_MASTER_KEY"), Arrays.stream(values()).map(Setting::variable))
                .toList();
    }
}
