package lethe.audit.log;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.platform.kernel.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filters of the audit log's page: only IDs, codes and days, which may appear in the URL.
 *
 * @param to the last day that is shown, in UTC like all days here
 */
public record AuditSearch(
        @Nullable String actor,
        @Nullable String target,
        @Nullable String action,
        @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
        @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
        @Nullable String after) {
    /** The actions that the page offers as filters; others are displayed as well. */
    public static final List<String> ACTIONS = List.of(
            "user.created",
            "user.viewed",
            "user.reassigned",
            "user.suspended",
            "user.reactivated",
            "user.link-issued",
            "user.newsletter-ended",
            "user.terminated",
            "user.keys-destroyed",
            "me.name-changed",
            "me.email-changed",
            "me.password-changed",
            "me.recovery-codes-renewed",
            "me.consented",
            "me.refused",
            "me.newsletter-subscribed",
            "me.newsletter-unsubscribed",
            "me.data-exported",
            "signin.succeeded",
            "signin.failed",
            "signin.throttled",
            "signin.reset-requested",
            "signin.ended",
            "access.refused",
            "session.ended",
            "token.created",
            "token.revoked",
            "import.uploaded",
            "import.started",
            "import.finished",
            "import.cancelled",
            "import.links-fetched",
            "review.started",
            "review.finished",
            "review.cancelled",
            "review.links-fetched",
            "role.created",
            "role.changed",
            "role.deleted",
            "partner.created",
            "partner.changed",
            "partner.deactivated",
            "partner.reactivated",
            "partner.deleted",
            "billing.viewed",
            "billing.changed",
            "billing.lost",
            "notice.drafted",
            "notice.changed",
            "notice.published",
            "consents.exported",
            "newsletter.created",
            "newsletter.changed",
            "newsletter.deleted",
            "newsletter.drafted",
            "newsletter.draft-changed",
            "newsletter.tested",
            "newsletter.sending",
            "newsletter.paused",
            "newsletter.sent",
            "retention.applied",
            "organisation.founded",
            "organisation.changed",
            "organisation.limit-changed",
            "organisation.log-continued",
            "signing-key.added");

    public boolean narrows() {
        return !query().isEmpty();
    }

    /** The URL of the first page with these filters. */
    public String address() {
        return query().isEmpty() ? "/audit" : "/audit?" + query();
    }

    public Filter filter() {
        return Filter.of(
                given(actor).orElse(null),
                given(target).orElse(null),
                given(action).orElse(null),
                Optional.ofNullable(from).map(day -> start(day).toString()).orElse(null),
                Optional.ofNullable(to)
                        .map(day -> start(day).plus(1, ChronoUnit.DAYS).toString())
                        .orElse(null),
                after,
                Page.TALL);
    }

    /** The URL of the same entries as a file. */
    public String export(String format) {
        return "/audit/export." + format + (query().isEmpty() ? "" : "?" + query());
    }

    private String query() {
        var query = UriComponentsBuilder.newInstance();
        query.queryParamIfPresent("actor", given(actor));
        query.queryParamIfPresent("target", given(target));
        query.queryParamIfPresent("action", given(action));
        query.queryParamIfPresent("from", Optional.ofNullable(from));
        query.queryParamIfPresent("to", Optional.ofNullable(to));
        return Optional.ofNullable(query.encode().build().getQuery()).orElse("");
    }

    private static Optional<String> given(@Nullable String typed) {
        return Stream.ofNullable(typed)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Instant start(LocalDate day) {
        return Instant.from(day.atStartOfDay(ZoneOffset.UTC));
    }
}
