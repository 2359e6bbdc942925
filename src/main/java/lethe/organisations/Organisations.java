package lethe.organisations;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.TypeId;
import lethe.platform.requests.CurrentRights;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The organisations of this installation. Row-level security hides everything about one organisation from the others,
 * except its address.
 */
@Component
public class Organisations {
    private static final int MOST_CHANNELS = 10;
    private static final int UNIQUE_PART = 18;
    private final OrganisationStore store;
    private final Tenants tenants;
    private static final int LONGEST_SLUG = 60;
    private static final int LONGEST_TYPED = 1_000;
    private static final Pattern SLUG = Pattern.compile("^[a-z0-9]++(?:-[a-z0-9]++)*+$");
    private final CurrentRights rights;
    private final SoleOrganisation sole;
    private final RoundTrips trips;
    private final Audit audit;

    Organisations(
            OrganisationStore store,
            SoleOrganisation sole,
            RoundTrips trips,
            Tenants tenants,
            CurrentRights rights,
            Audit audit) {
        this.store = store;
        this.sole = sole;
        this.trips = trips;
        this.tenants = tenants;
        this.rights = rights;
        this.audit = audit;
    }

    /**
     * Founds an organisation in the caller's transaction and {@link TenantContext}.
     *
     * @param slug derived from the name if absent
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Organisation found(
            Actor operator, OrganisationId id, String name, @Nullable String slug, List<Support> support) {
        operator.needOperator();
        var fields = new Validation();
        var title = fields.title("name", name);
        var address = slug == null ? slugOf(title, id) : slug;
        if (address.length() > LONGEST_SLUG || !SLUG.matcher(address).matches()) {
            fields.wrong("slug", "format");
        }
        var channels = checked(fields, support);
        fields.check();
        if (!store.insert(id, address, title)) {
            throw new Conflict("name-in-use", "slug");
        }
        sole.founded();
        store.replaceSupport(id, channels);
        audit.record(operator, "organisation.founded", Target.of(id));
        return current();
    }

    /** The organisation in scope. */
    @Transactional(readOnly = true)
    public Organisation current() {
        return trips.ask(this::current).orElseThrow(NotFound::new);
    }

    /**
     * Changes name and support contacts; absent parts do not change. A version in the form must be the current one.
     */
    @Transactional
    public Organisation change(Actor actor, OrganisationForm form) {
        rights.requireStill(actor, Permission.MANAGE_ORGANISATION);
        var before = current();
        var changed = form.on(before);
        if (form.version() != null && form.version() != before.version() || !store.update(changed)) {
            throw Conflict.changedMeanwhile(current());
        }
        store.replaceSupport(changed.id(), changed.support());
        audit.record(actor, "organisation.changed", Target.of(changed.id()), Map.of("fields", form.named()));
        return current();
    }

    /** Looks up an organisation by its slug; works without a tenant in scope. */
    @Transactional(readOnly = true)
    public Optional<OrganisationId> bySlug(String slug) {
        return store.bySlug(slug);
    }

    /**
     * Returns the slug that matches the user's input: the slug itself, any address below it, or the name that it was
     * derived from.
     */
    @Transactional(readOnly = true)
    public Optional<String> slugMeant(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        var below = typed.lastIndexOf("/o/");
        var part = below < 0 ? typed : typed.substring(below + 3).replaceAll("[/?#].*", "");
        return Optional.of(slugOf(part.strip()))
                .filter(slug -> store.bySlug(slug).isPresent());
    }

    /** The only organisation; empty if there are none or several. Cached for a second. */
    public Optional<OrganisationId> only() {
        return sole.find();
    }

    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return tenants.all().isEmpty();
    }

    /** Whether no organisation exists yet. If so, no one else can found one until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isFirst() {
        store.lockFounding();
        return tenants.all().isEmpty();
    }

    /** The ids of all organisations, for jobs and the operator. */
    @Transactional(readOnly = true)
    public List<OrganisationId> all() {
        return tenants.all();
    }

    /** The organisation in scope, empty if there is none; in the caller's transaction. */
    public Supplier<Optional<Organisation>> current(RoundTrip trip) {
        return TenantContext.organisation()
                .map(organisation -> store.find(trip, organisation))
                .orElse(Optional::empty);
    }

    /** The name and support contacts for header and footer: the organisation's contacts first, then the operator's. */
    @Transactional(readOnly = true)
    public OrganisationHeader masthead() {
        return trips.ask(this::masthead);
    }

    /** Like {@link #masthead()}, in the caller's transaction. */
    public Supplier<OrganisationHeader> masthead(RoundTrip trip) {
        return masthead(trip, current(trip));
    }

    /**
     * For callers that also need the rest of the organisation, so that it is read once.
     *
     * @param organisation read on the same trip, by {@link #current(RoundTrip)}
     */
    public Supplier<OrganisationHeader> masthead(RoundTrip trip, Supplier<Optional<Organisation>> organisation) {
        var operators = store.operatorSupport(trip);
        return () -> {
            var channels = new ArrayList<>(
                    organisation.get().map(Organisation::support).orElse(List.of()));
            channels.addAll(operators.get());
            return new OrganisationHeader(
                    organisation.get().map(Organisation::name).orElse(""), channels);
        };
    }

    @Transactional(readOnly = true)
    public List<Support> operatorSupport() {
        return trips.ask(store::operatorSupport);
    }

    /** Replaces the operator's support contacts. */
    @Transactional
    public void operatorSupport(Actor operator, List<Support> channels) {
        operator.needOperator();
        var fields = new Validation();
        var checked = checked(fields, channels);
        fields.check();
        store.replaceOperatorSupport(checked);
    }

    static List<Support> checked(Validation fields, List<Support> typed) {
        if (typed.size() > MOST_CHANNELS) {
            fields.wrong("support", "too-many", MOST_CHANNELS);
        }
        var channels = new ArrayList<Support>();
        for (var place = 0; place < typed.size(); place++) {
            var support = typed.get(place);
            var checked = Support.checked(fields, "support[" + place + "]", support.kind(), support.value());
            if (checked != null) {
                channels.add(checked);
            }
        }
        return channels;
    }

    /** Falls back to the end of the id for names without any Latin letter or digit. */
    private static String slugOf(String name, OrganisationId id) {
        var slug = slugOf(name);
        return slug.isEmpty() ? "o-" + TypeId.encode(id.value()).substring(UNIQUE_PART) : slug;
    }

    private static String slugOf(String name) {
        var plain = Normalizer.normalize(name.toLowerCase(Locale.ROOT).replace("ß", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return plain.substring(0, Math.min(plain.length(), LONGEST_SLUG)).replaceAll("-$", "");
    }
}
