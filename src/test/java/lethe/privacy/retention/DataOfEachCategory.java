package lethe.privacy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.Stage;
import lethe.Stage.Person;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.signin.profile.Unconfirmed;

/** An organisation with data of each category that is kept for a time. */
abstract class DataOfEachCategory extends OrganisationWithMovedClock {
    /**
     * Data that is kept.
     *
     * @param rows the query that counts it
     * @param end the query for its end
     */
    record Kept(String rows, String end) {}

    Kept arrange(DataCategory kind, int amount) {
        return switch (kind) {
            case FIRST_SECRET -> {
                var klara = klara();
                yield new Kept(
                        "select count(*) from credential where first_secret is not null and user_id = '" + klara + "'",
                        "select first_secret_expires + interval '%d days' from credential where user_id = '%s'"
                                .formatted(amount, klara));
            }
            case UNUSED_INVITATION -> {
                var klara = klara();
                yield new Kept(
                        "select count(*) from app_user where status = 'INVITED' and id = '" + klara + "'",
                        "select created_at + interval '%d days' from app_user where id = '%s'"
                                .formatted(amount, klara));
            }
            case SESSION -> {
                vera();
                yield new Kept("select count(*) from session", "select max(expires_at) from session");
            }
            case ACCESS_TOKEN -> {
                var vera = vera();
                vera.api()
                        .post(
                                "/me/tokens",
                                Map.of(
                                        "name",
                                        "script",
                                        "expiresAt",
                                        Instant.now()
                                                .plus(Duration.ofDays(amount))
                                                .minusSeconds(9)
                                                .toString()));
                yield new Kept(
                        "select count(*) from access_token where name = 'script'",
                        "select expires_at from access_token where name = 'script'");
            }
            case UNCONFIRMED_EMAIL -> {
                var vera = UserId.parse(vera().id()).orElseThrow();
                TenantContext.run(
                        organisation,
                        () -> transaction.executeWithoutResult(status -> Unconfirmed.insert(
                                context,
                                organisation,
                                vera,
                                Stage.email("vera"),
                                Instant.now().plus(Duration.ofHours(amount)))));
                yield new Kept("select count(*) from pending_email", "select expires_at from pending_email");
            }
            case MAIL -> {
                update("""
                        insert into mail (id, organisation_id, user_id, kind, language, queued_at, given_up)
                        select gen_random_uuid(), organisation_id, id, 'invitation', 'en', now(), true from app_user limit 1
                        """);
                yield new Kept(
                        "select count(*) from mail",
                        "select queued_at + interval '%d days' from mail".formatted(amount));
            }
            case NEWSLETTER_DELIVERY -> {
                update("""
                        with made as (
                          insert into newsletter (organisation_id, id, name, about, frequency, created_at)
                          values (current_organisation(), gen_random_uuid(), 'News', 'News', 'Monthly', now())
                          returning organisation_id, id
                        ), written as (
                          insert into issue (organisation_id, id, newsletter_id, number, subject, markdown, language, status, sent_at)
                          select organisation_id, gen_random_uuid(), id, 1, 'News', 'News', 'en', 'SENT', now() from made
                          returning organisation_id, id
                        ), underway as (
                          insert into mailing (organisation_id, issue_id) select organisation_id, id from written
                          returning organisation_id, issue_id
                        ), closed as (
                          insert into work (organisation_id, kind, subject, due)
                          select organisation_id, 'ISSUE_CLOSE', issue_id, now() + interval '7 days' from underway
                        )
                        insert into delivery (organisation_id, id, issue_id, user_id, state, due)
                        select u.organisation_id, gen_random_uuid(), u.issue_id, p.id, 'SENT', now() from underway u, app_user p
                        """);
                yield new Kept("select count(*) from delivery", "select due from work where kind = 'ISSUE_CLOSE'");
            }
            case IDEMPOTENCY_KEY -> {
                house.ada().with("Idempotency-Key", "once").post("/roles", role("Once"));
                yield new Kept(
                        "select count(*) from idempotency_key",
                        "select created_at + interval '1 day' from idempotency_key");
            }
            case IMPORT -> {
                house.ada()
                        .upload(
                                "/users/imports",
                                ("firstName;lastName;email\nIda;Kanari;" + Stage.email("ida") + "\n").getBytes());
                await("select count(*) from user_import where status = 'CHECKING'");
                yield new Kept(
                        "select count(*) from user_import",
                        "select created_at + interval '%d days' from user_import".formatted(amount));
            }
            case BILLING_CHANGE -> {
                update("""
                        with made as (
                          insert into partner (id, organisation_id, name, status, created_at)
                          select gen_random_uuid(), id, 'Kanari Media', 'ACTIVE', now() from organisation
                          where id = current_organisation()
                          returning id, organisation_id
                        ), billed as (
                          insert into billing_details (partner_id, organisation_id, key_slot, particulars, version, updated_at, updated_by)
                          select id, organisation_id, 1000000000 + (random() * 1000000000)::bigint, 'x', 1, now(), id from made
                          returning partner_id, organisation_id
                        )
                        insert into billing_change (id, entry_id, partner_id, organisation_id, changed)
                        select cast('%s' as uuid), e.id, b.partner_id, b.organisation_id, 'x'
                        from billed b join lateral (select id from audit_entry limit 1) e on true
                        """.formatted(context.getBean(Randomness.class).uuid()));
                set(DataCategory.AUDIT_ENTRY, DataCategory.AUDIT_ENTRY.most());
                yield new Kept(
                        "select count(*) from billing_change",
                        "select to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0) + interval '%d years' from billing_change"
                                .formatted(amount));
            }
            case ACCESS_REVIEW -> {
                update("""
                        with review as (
                          insert into access_review (id, organisation_id, created_at, created_by, status, finding, months, act, people,
                                                     started_at, started_by, language)
                          select gen_random_uuid(), organisation_id, now(), id, 'DONE', 'NOT_SEEN', 6, 'TERMINATION', 1, now(), id, 'en'
                          from app_user
                          limit 1
                          returning organisation_id, id, created_by
                        )
                        insert into access_review_person (organisation_id, review_id, user_id)
                        select organisation_id, id, created_by from review
                        """);
                yield new Kept(
                        "select count(*) from access_review_person",
                        "select created_at + interval '%d days' from access_review".formatted(amount));
            }
            case RECEIPT_LINK -> {
                vera().api().post("/me/termination", Map.of());
                yield new Kept("select count(*) from receipt_link", "select expires_at from receipt_link");
            }
            case SIGN_IN_EVENT -> {
                vera();
                yield new Kept(
                        "select count(*) from audit_entry where action = 'signin.succeeded'",
                        "select max(at) + interval '%d days' from audit_entry where action = 'signin.succeeded'"
                                .formatted(amount));
            }
            case AUDIT_ENTRY -> {
                klara();
                yield new Kept(
                        "select count(*) from audit_entry where action = 'role.created'",
                        "select max(at) + interval '%d years' from audit_entry where action = 'role.created'"
                                .formatted(amount));
            }
            case RETAINED_RECORD -> {
                var klara = klara();
                house.ada().post("/users/" + new UserId(klara) + "/termination", Map.of());
                yield new Kept(
                        "select count(*) from app_user where id = '" + klara + "'",
                        "select retained_until::timestamp at time zone 'UTC' from app_user where id = '" + klara + "'");
            }
        };
    }

    void set(DataCategory kind, int amount) {
        if (!kind.isFixed()) {
            var change = Map.of("limits", List.of(Map.of("kind", kind.name(), "amount", amount)));
            assertThat(house.ada().put("/organisation/retention", change).status())
                    .isEqualTo(200);
        }
    }

    private UUID klara() {
        house.ada().post("/roles", role("Another"));
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        return UserId.parse(klara).orElseThrow().value();
    }

    private Person vera() {
        return house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
    }

    static Map<String, Object> role(String name) {
        return Map.of("name", name, "permissions", List.of());
    }
}
