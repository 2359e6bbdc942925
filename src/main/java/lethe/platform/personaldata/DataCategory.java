package lethe.platform.personaldata;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Kinds of data with a retention period: the default, and the limits within which an organisation can choose. */
public enum DataCategory {
    /** The temporary password and the link of an invitation, from their creation. */
    FIRST_SECRET(7, 1, 14, ChronoUnit.DAYS),
    /** Users who never chose a password, from their creation, and at least while one of their first secrets is valid. */
    UNUSED_INVITATION(90, 14, 365, ChronoUnit.DAYS),
    /** From the sign-in, regardless of activity. */
    SESSION(12, 1, 12, ChronoUnit.HOURS),
    /** The longest lifetime that a user can choose. */
    ACCESS_TOKEN(365, 1, 365, ChronoUnit.DAYS),
    UNCONFIRMED_EMAIL(24, 24, 24, ChronoUnit.HOURS),
    /** Two days of delivery attempts, and a week in which the operator can see the failure. */
    MAIL(9, 9, 9, ChronoUnit.DAYS),
    /** Who received which issue of a newsletter, from when it was sent; a paused one is kept for up to a month. */
    NEWSLETTER_DELIVERY(7, 7, 7, ChronoUnit.DAYS),
    IDEMPOTENCY_KEY(24, 24, 24, ChronoUnit.HOURS),
    /** The uploaded file, its problems, and links that were not downloaded. */
    IMPORT(30, 1, 30, ChronoUnit.DAYS),
    /** Former billing details, from the change. */
    BILLING_CHANGE(10, 1, 30, ChronoUnit.YEARS),
    /** Who was found, what was done and who was left out, from when the review was planned. */
    ACCESS_REVIEW(365, 30, 3650, ChronoUnit.DAYS),
    RECEIPT_LINK(30, 30, 30, ChronoUnit.DAYS),
    SIGN_IN_EVENT(365, 30, 3650, ChronoUnit.DAYS),
    AUDIT_ENTRY(10, 1, 30, ChronoUnit.YEARS),
    /** Names, ID, last type and role of a terminated user, and the evidence of their consent, from the termination. */
    RETAINED_RECORD(10, 1, 30, ChronoUnit.YEARS);

    private final int usual;
    private final int least;
    private final int most;
    private final ChronoUnit unit;

    DataCategory(int usual, int least, int most, ChronoUnit unit) {
        this.usual = usual;
        this.least = least;
        this.most = most;
        this.unit = unit;
    }

    /** The name in the inventory's columns and in message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int usual() {
        return usual;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    public String unit() {
        return unit.name();
    }

    /** Whether the period cannot be changed, because it was promised as it is. */
    public boolean isFixed() {
        return least == most;
    }

    /** Whether an organisation can choose that many of its {@link #unit}. */
    public boolean allows(int amount) {
        return amount >= least && amount <= most;
    }

    OffsetDateTime plus(OffsetDateTime time, int amount) {
        return time.plus(amount, unit);
    }

    OffsetDateTime minus(OffsetDateTime time, int amount) {
        return time.minus(amount, unit);
    }
}
