package lethe.operator.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lethe.identity.users.NewUser;
import lethe.operator.console.OrganisationSetup.Founded;
import lethe.organisations.Organisations;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserType;
import lethe.platform.management.Command;
import lethe.platform.requests.MixedScripts;
import lethe.privacy.consent.AttestationForm;
import lethe.privacy.notices.Notices;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code lethe organisation create} and {@code lethe organisation add-admin}. */
@Configuration(proxyBeanMethods = false)
class OrganisationCommands {
    private static final int FIRST_NOTICE = 1;

    @Bean
    Command organisationCreate(OrganisationSetup setup, PublicUrl url) {
        return new Named("organisation-create", options -> {
            var admin = admin(options, FIRST_NOTICE);
            var printToken = options.containsKey("print-token");
            return lines(
                    admin,
                    setup.byOperator(
                            Actor.operator(), options.getOrDefault("name", ""), options.get("slug"), admin, printToken),
                    url);
        });
    }

    @Bean
    Command organisationAddAdmin(OrganisationSetup setup, Organisations organisations, Notices notices, PublicUrl url) {
        return new Named("organisation-add-admin", options -> {
            var slug = options.getOrDefault("slug", "");
            var version = organisations
                    .bySlug(slug)
                    .map(id -> TenantContext.in(id, () -> notices.inForce().version()))
                    .orElse(FIRST_NOTICE);
            var admin = admin(options, version);
            return lines(admin, setup.addAdmin(Actor.operator(), slug, admin), url);
        });
    }

    private static NewUser admin(Map<String, String> options, int noticeVersion) {
        return new NewUser(
                options.get("admin-first-name"),
                options.get("admin-last-name"),
                options.get("admin-email"),
                UserType.ADMIN,
                null,
                new AttestationForm(options.containsKey("consent-given"), noticeVersion, null),
                null);
    }

    private static List<String> lines(NewUser admin, Founded founded, PublicUrl url) {
        var organisation = founded.organisation();
        var link = TenantContext.in(
                organisation.id(), () -> url.to("/link/" + founded.link().text()));
        var lines = new ArrayList<>(
                List.of("organisation: " + organisation.id() + " " + organisation.slug(), "user: " + founded.admin()));
        MixedScripts.in(
                        Objects.requireNonNull(admin.firstName()),
                        Objects.requireNonNull(admin.lastName()),
                        Objects.requireNonNull(admin.email()))
                .forEach(note -> lines.add("note: " + note.field() + " " + note.code()));
        lines.add("link: " + link);
        if (founded.token() != null) {
            lines.add("token: " + founded.token());
        }
        return lines;
    }
}
