package lethe.lifecycle.reviews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import lethe.lifecycle.reviews.Review.Act;
import lethe.lifecycle.reviews.Review.Status;
import lethe.lifecycle.reviews.ReviewedUser.Outcome;
import lethe.platform.jobs.LongRunStore;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ReviewStore extends LongRunStore<ReviewId, Review> {
    private static final String COLUMNS =
            "id, status, finding, months, act, people, done, left_out, by_mail, created_by, stopped";

    ReviewStore(JdbcClient jdbc, Clock clock) {
        super(jdbc, clock, "access_review", COLUMNS, ReviewStore::review, ReviewId::value);
    }

    /** How a review was started: by whom, with what, in which language. */
    record Started(UserId by, Assignment assignment, String language) {}

    void insert(Actor actor, ReviewId id, ReviewPlan plan, Collection<UserId> people) {
        jdbc.sql("""
                insert into access_review (id, organisation_id, created_at, created_by, status, finding, months, act, people)
                values (:id, :organisation, :now, :by, 'PLANNED', :finding, :months, :act, :people)
                """)
                .param("id", id.value())
                .param("organisation", actor.organisation().value())
                .param("now", ResultColumns.time(clock.instant()))
                .param("by", actor.self().value())
                .param("finding", plan.filter().finding().name())
                .param("months", plan.filter().months())
                .param("act", Objects.requireNonNull(plan.act()).name())
                .param("people", people.size())
                .update();
        jdbc.sql("""
                insert into access_review_person (organisation_id, review_id, user_id)
                select :organisation, :review, person
                from unnest(:people) as person
                """)
                .param("organisation", actor.organisation().value())
                .param("review", id.value())
                .param("people", ids(people))
                .update();
    }

    Page<Review> list(@Nullable UUID after, int limit) {
        return list(after, limit, Review::id);
    }

    void start(ReviewId id, Actor actor, Assignment assignment, String language, boolean byMail) {
        var role = assignment.roleId();
        jdbc.sql("""
                update access_review
                set status = 'RUNNING', started_at = :now, started_by = :by, type = :type, role_id = :role, access_until = :until,
                    language = :language, by_mail = :byMail
                where id = :id
                """)
                .param("now", ResultColumns.time(clock.instant()))
                .param("by", actor.self().value())
                .param(
                        "type",
                        assignment.type() == null ? null : assignment.type().name())
                .param("role", role == null ? null : role.value())
                .param("until", assignment.accessUntil())
                .param("language", language)
                .param("byMail", byMail)
                .param("id", id.value())
                .update();
    }

    Started started(ReviewId id) {
        return jdbc.sql("select started_by, type, role_id, access_until, language from access_review where id = :id")
                .param("id", id.value())
                .query(ReviewStore::started)
                .single();
    }

    void finish(ReviewId id) {
        become(id, Status.DONE);
    }

    List<UserId> waiting(ReviewId id, int most) {
        return jdbc.sql("""
                select user_id
                from access_review_person
                where review_id = :review and outcome = 'WAITING'
                order by user_id
                limit :most
                """)
                .param("review", id.value())
                .param("most", most)
                .query((row, number) -> new UserId(ResultColumns.uuid(row, "user_id")))
                .list();
    }

    /** Records the results and counts them. */
    void settle(ReviewId id, Collection<UserId> done, Map<UserId, String> leftOut) {
        var out = List.copyOf(leftOut.entrySet());
        jdbc.sql("""
                update access_review_person
                set outcome = 'DONE'
                where review_id = :review and user_id = any (:done)
                """).param("review", id.value()).param("done", ids(done)).update();
        jdbc.sql("""
                update access_review_person p
                set outcome = 'LEFT_OUT', why = one.why
                from unnest(:people, :reasons) as one (person, why)
                where p.review_id = :review and p.user_id = one.person
                """)
                .param("review", id.value())
                .param("people", ids(out.stream().map(Map.Entry::getKey).toList()))
                .param("reasons", out.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .update();
        jdbc.sql("update access_review set done = done + :done, left_out = left_out + :out where id = :id")
                .param("done", done.size())
                .param("out", leftOut.size())
                .param("id", id.value())
                .update();
    }

    /** Users of a review by id, optionally with one outcome only. */
    List<ReviewedUser> people(ReviewId id, @Nullable Outcome outcome, @Nullable UUID after, int most) {
        return jdbc.sql("""
                select user_id, outcome, why
                from access_review_person
                where review_id = :review and (:outcome::text is null or outcome = :outcome)
                  and (:after::uuid is null or user_id > :after)
                order by user_id
                limit :most
                """)
                .param("review", id.value())
                .param("outcome", outcome == null ? null : outcome.name())
                .param("after", after)
                .param("most", most)
                .query((row, number) -> new ReviewedUser(
                        new UserId(ResultColumns.uuid(row, "user_id")),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("why")))
                .list();
    }

    private static Review review(ResultSet row, int number) throws SQLException {
        return new Review(
                new ReviewId(ResultColumns.uuid(row, "id")),
                Status.valueOf(row.getString("status")),
                Finding.valueOf(row.getString("finding")),
                row.getInt("months"),
                Act.valueOf(row.getString("act")),
                row.getInt("people"),
                row.getInt("done"),
                row.getInt("left_out"),
                row.getBoolean("by_mail"),
                new UserId(ResultColumns.uuid(row, "created_by")),
                row.getString("stopped"));
    }

    private static Started started(ResultSet row, int number) throws SQLException {
        var type = row.getString("type");
        var role = ResultColumns.uuidOrNull(row, "role_id");
        var assignment = new Assignment(
                type == null ? null : UserType.valueOf(type),
                role == null ? null : new RoleId(role),
                ResultColumns.dateOrNull(row, "access_until"));
        return new Started(new UserId(ResultColumns.uuid(row, "started_by")), assignment, row.getString("language"));
    }

    private static UUID[] ids(Collection<UserId> people) {
        return people.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
