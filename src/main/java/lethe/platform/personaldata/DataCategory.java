package lethe.platform.personaldata;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The kinds of data that are kept for a time: for how long as a rule, and within which bounds an organisation may choose. */
public enum DataCategory {
    /** Temporary password and link of an invitation, from when they were made. */
    FIRST_SECRET(7, 1, 14, ChronoUnit.DAYS),
    /** Somebody who never chose a password, from their creation, and as long as a secret of theirs is in force. */
    UNUSED_INVITATION(90, 14, 365, ChronoUnit.DAYS),
    /** From signing in, however much it is used. */
    SESSION(12, 1, 12, ChronoUnit.HOURS),
    /** The longest that a person may let one live. */
    ACCESS_TOKEN(365, 1, 365, ChronoUnit.DAYS),
    UNCONFIRMED_EMAIL(24, 24, 24, ChronoUnit.HOURS),
    /** Two days of attempts, and a week in which the operator sees that it was given up. */
    MAIL(9, 9, 9, ChronoUnit.DAYS),
    /** Who got which issue of a newsletter, from when it was sent; until a month after one was paused. */
    NEWSLETTER_DELIVERY(7, 7, 7, ChronoUnit.DAYS),
    IDEMPOTENCY_KEY(24, 24, 24, ChronoUnit.HOURS),
    /** What was uploaded, its problems, and links that were not fetched. */
    IMPORT(30, 1, 30, ChronoUnit.DAYS),
    /** What billing details were before, from the change. */
    BILLING_CHANGE(10, 1, 30, ChronoUnit.YEARS),
    /** Who was found, what was done to whom and who was left out, from when it was planned. */
    ACCESS_REVIEW(365, 30, 3650, ChronoUnit.DAYS),
    RECEIPT_LINK(30, 30, 30, ChronoUnit.DAYS),
    SIGN_IN_EVENT(365, 30, 3650, ChronoUnit.DAYS),
    AUDIT_ENTRY(10, 1, 30, ChronoUnit.YEARS),
    /** Names, id, last type and role of somebody terminated, and the evidence of their consent, from the termination. */
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

    /** As the inventory's columns and the messages name it. */
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

    /** Whether nobody can choose: others were promised exactly this. */
    public boolean isFixed() {
        return least == most;
    }

    /** Whether an organisation may choose that many of its {@link #unit}. */
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
