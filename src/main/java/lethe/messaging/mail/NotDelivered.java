package lethe.messaging.mail;

/**
 * A mail that was not taken, reduced to its {@link DeliveryFailure}: the library's exception also contains the address.
 */
public final class NotDelivered extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient DeliveryFailure failure;
    private final boolean reached;

    /** @param reached whether the server had accepted our login and sender, so that the failure concerns this mail */
    NotDelivered(DeliveryFailure failure, boolean reached) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
        this.reached = reached;
    }

    static NotDelivered noServer() {
        return new NotDelivered(new DeliveryFailure(Reason.UNREACHABLE, 0, null), false);
    }

    public DeliveryFailure failure() {
        return failure;
    }

    /** Reply code of RFC 5321; 0 if no server answered. */
    public int status() {
        return failure.status();
    }

    public boolean isForGood() {
        return failure.reason().isForGood();
    }

    /** Whether other mails would fail now as well: a server may refuse our sender only after each recipient. */
    public boolean isOurs() {
        return !reached || isInDoubt() || failure.reason().isTrouble();
    }

    /** Whether it counts as an attempt. A long outage of the server must not use up all attempts. */
    public boolean isCounted() {
        return reached;
    }

    /** Whether the server may have taken the mail. */
    public boolean isInDoubt() {
        return failure.reason() == Reason.IN_DOUBT;
    }
}
