package lethe.organisations;

import lethe.platform.kernel.TenantContext;
import lethe.platform.requests.PublicAddress;
import org.springframework.stereotype.Component;

/** Creates links into the organisation in scope. They contain its slug unless there is only one organisation. */
@Component
public class PublicUrl {
    private final PublicAddress address;
    private final Organisations organisations;

    PublicUrl(PublicAddress address, Organisations organisations) {
        this.address = address;
        this.organisations = organisations;
    }

    /** Converts a path, which must begin with a slash, to an absolute link. */
    public String to(String path) {
        return address.link(below() + path).toString();
    }

    private String below() {
        var only = organisations.only();
        return only.isPresent() || TenantContext.organisation().isEmpty()
                ? ""
                : "/o/" + organisations.current().slug();
    }
}
