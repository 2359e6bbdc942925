package lethe.operator.console;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import lethe.identity.users.NewUser;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.AttestationForm;
import lethe.signin.sessions.OperatorSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/organisations")
class OperatorApi {
    private final OperatorSessions operators;
    private final Overview overview;
    private final OrganisationSetup setup;
    private final PublicUrl url;

    OperatorApi(OperatorSessions operators, Overview overview, OrganisationSetup setup, PublicUrl url) {
        this.operators = operators;
        this.overview = overview;
        this.setup = setup;
        this.url = url;
    }

    record NewOrganisation(
            @Nullable String name,
            @Nullable String slug,
            @Nullable Admin admin,
            @Nullable AttestationForm consent) {}

    record Admin(
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "Admin[…]";
        }
    }

    record Founded(OrganisationId id, String slug, String name, UserId admin, String link) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "Founded[…]";
        }
    }

    @GetMapping
    Page<OrganisationSummary> list(HttpServletRequest request) {
        var operator = operators.need(request);
        return new Page<>(overview.houses(operator), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Founded> found(@RequestBody NewOrganisation form, HttpServletRequest request) {
        var operator = operators.need(request);
        var admin = form.admin() == null ? new Admin(null, null, null) : form.admin();
        var founded = setup.byOperator(
                operator,
                form.name() == null ? "" : form.name(),
                form.slug(),
                new NewUser(
                        admin.firstName(), admin.lastName(), admin.email(), UserType.ADMIN, null, form.consent(), null),
                false);
        var house = founded.organisation();
        var link = TenantContext.in(
                house.id(), () -> url.to("/link/" + founded.link().text()));
        return ResponseEntity.created(URI.create("/api/v1/operator/organisations/" + house.id()))
                .body(new Founded(house.id(), house.slug(), house.name(), founded.admin(), link));
    }
}
