package lethe.organisations;

import java.util.concurrent.atomic.AtomicReference;
import lethe.kernel.Tenancy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What links begin with: {@code LETHE_PUBLIC_URL}, else the address at which Lethe answers. */
@Component
public class PublicUrl {
    private final Organisations organisations;
    private final AtomicReference<String> base;
    private final boolean configured;

    PublicUrl(Organisations organisations, @Value("${lethe.public-url:}") String configured) {
        this.organisations = organisations;
        this.base = new AtomicReference<>(configured.replaceAll("/+$", ""));
        this.configured = !configured.isEmpty();
    }

    /** A path within the address of the organisation in scope. */
    public String to(String path) {
        return base.get() + address() + path;
    }

    @EventListener
    void ready(ServletWebServerInitializedEvent event) {
        if (!configured && event.getApplicationContext().getServerNamespace() == null) {
            base.set("http://localhost:" + event.getWebServer().getPort());
        }
    }

    /** The organisation's slug, left out while there is only one. */
    private String address() {
        var only = organisations.only();
        return only.isPresent() || Tenancy.organisation().isEmpty()
                ? ""
                : "/o/" + organisations.current().slug();
    }
}
