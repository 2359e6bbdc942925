package lethe.operator.cli;

import java.io.IOException;
import java.nio.file.Path;
import lethe.platform.management.ManagementRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lethe organisation}: creates organisations, and administrators where the last one has left. */
@Command(
        name = "organisation",
        description = "Creates organisations, and administrators for organisations without one.")
final class OrganisationCommand {
    private static final String DATA = "The data directory. Default: data.";
    private final OneShotCommand runner;

    OrganisationCommand(OneShotCommand runner) {
        this.runner = runner;
    }

    @Command(
            name = "create",
            description = {
                "Creates an organisation with its first administrator.",
                "Prints its ID and short name, the administrator's ID, and a sign-in link valid for 7 days."
            })
    int create(
            @Parameters(paramLabel = "NAME", description = "The organisation's name.") String name,
            @Mixin Admin admin,
            @Option(
                            names = "--slug",
                            paramLabel = "S",
                            description =
                                    "Its short name in addresses: a-z, 0-9 and hyphens. Default: derived from NAME.")
                    @Nullable
                    String slug,
            @Option(
                            names = "--print-token",
                            description =
                                    "Also prints an access token of that administrator for scripts, valid for 24 hours.")
                    boolean printToken,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        var options = admin.options();
        options.put("name", name);
        if (slug != null) {
            options.put("slug", slug);
        }
        if (printToken) {
            options.put("print-token", "true");
        }
        return runner.run(data, new ManagementRequest("organisation-create", options));
    }

    @Command(
            name = "add-admin",
            description = {
                "Creates an administrator in an organisation whose last one has left.",
                "Prints the administrator's ID and a sign-in link valid for 7 days."
            })
    int addAdmin(
            @Parameters(paramLabel = "SLUG", description = "The organisation's short name.") String slug,
            @Mixin Admin admin,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        var options = admin.options();
        options.put("slug", slug);
        return runner.run(data, new ManagementRequest("organisation-add-admin", options));
    }
}
