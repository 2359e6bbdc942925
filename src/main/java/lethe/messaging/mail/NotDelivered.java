package lethe.messaging.mail;

/** A mail that was not taken, reduced to its {@link DeliveryFailure}: what the library says besides holds the address. */
public final class NotDelivered extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient DeliveryFailure failure;
    private final boolean reached;

    /** @param reached whether it was about this mail already, and not only about our coming in */
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

    /** Of RFC 5321; 0 where no server answered. */
    public int status() {
        return failure.status();
    }

    public boolean isForGood() {
        return failure.reason().isForGood();
    }

    /** Whether other mails would fare no better just now: a sender may be refused only at each recipient. */
    public boolean isOurs() {
        return !reached || isInDoubt() || failure.reason().isTrouble();
    }

    /** Whether it counts against the mail: else a server that is away for long would use up all attempts. */
    public boolean isCounted() {
        return reached;
    }

    /** Whether it may have been taken nevertheless. */
    public boolean isInDoubt() {
        return failure.reason() == Reason.IN_DOUBT;
    }
}
