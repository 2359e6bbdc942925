package lethe.lifecycle.reviews;

import lethe.platform.kernel.Columns;
import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Lapsing;
import lethe.platform.personaldata.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reviews that led to what they were to lead to; the receipts stay. */
@Component
class OldReviews implements Expires {
    private static final String OVER = "access_review where status in ('DONE', 'CANCELLED')";
    private final JdbcClient jdbc;

    OldReviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.ACCESS_REVIEW;
    }

    @Override
    public int expire(Limit limit, int most) {
        return jdbc.sql("""
                with old as (
                    select organisation_id, id
                    from access_review
                    where status in ('DONE', 'CANCELLED') and created_at <= :until
                    order by created_at
                    limit :most
                    for update skip locked
                ), people as (
                    delete from access_review_person p
                    using old
                    where p.organisation_id = old.organisation_id and p.review_id = old.id
                )
                delete from access_review r
                using old
                where r.organisation_id = old.organisation_id and r.id = old.id
                """)
                .param("until", Columns.time(limit.before()))
                .param("most", most)
                .update();
    }

    @Override
    public Coming coming(Limit limit) {
        return new Lapsing(jdbc, OVER, "created_at").dueSince(limit);
    }

    /** Each may have many people. */
    @Override
    public int batch() {
        return 10;
    }
}
