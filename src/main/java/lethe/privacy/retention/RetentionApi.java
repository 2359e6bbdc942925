package lethe.privacy.retention;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/organisation/retention")
class RetentionApi {
    private final RetentionPolicy retentionPolicy;

    RetentionApi(RetentionPolicy retentionPolicy) {
        this.retentionPolicy = retentionPolicy;
    }

    @GetMapping
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    LimitsView get(Actor actor) {
        return retentionPolicy.view(actor);
    }

    @PutMapping
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    LimitsView put(@RequestBody LimitsForm form, Actor actor) {
        return retentionPolicy.change(actor, form);
    }
}
