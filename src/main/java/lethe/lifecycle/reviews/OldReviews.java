package lethe.lifecycle.reviews;

import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes reviews that have ended; the receipts are kept. */
@Component
class OldReviews implements ExpiringData {
    private static final String OVER = "access_review where status in ('DONE', 'CANCELLED')";
    private final JdbcClient jdbc;

    OldReviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.ACCESS_REVIEW;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
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
                .param("until", ResultColumns.time(limit.before()))
                .param("most", most)
                .update();
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return new ExpiringRows(jdbc, OVER, "created_at").dueSince(limit);
    }

    /** Small, because each review may have many users. */
    @Override
    public int batch() {
        return 10;
    }
}
