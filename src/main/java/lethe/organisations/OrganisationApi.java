package lethe.organisations;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/organisation")
class OrganisationApi {
    private final Organisations organisations;

    OrganisationApi(Organisations organisations) {
        this.organisations = organisations;
    }

    @GetMapping
    Organisation get(Actor actor) {
        return organisations.current();
    }

    @PutMapping
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    Organisation put(@RequestBody OrganisationForm form, Actor actor) {
        return organisations.change(actor, form);
    }
}
