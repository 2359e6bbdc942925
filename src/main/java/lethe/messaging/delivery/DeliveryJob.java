package lethe.messaging.delivery;

import java.time.Duration;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/** One go at a circular in an organisation, which this node has to itself: until it is done, or something stops it. */
final class DeliveryJob {
    private final DueDelivery due;
    private final UUID run;
    private final Campaign circular;
    private final String sender;
    private volatile boolean stopped;
    private volatile @Nullable Integer trouble;

    public DeliveryJob(DueDelivery due, UUID run, Campaign circular, String sender) {
        this.due = due;
        this.run = run;
        this.circular = circular;
        this.sender = sender;
    }

    public DueDelivery due() {
        return due;
    }

    public OrganisationId organisation() {
        return due.organisation();
    }

    public UUID id() {
        return due.circular();
    }

    /** What marks in the database that the work is this one's. */
    public UUID run() {
        return run;
    }

    public Campaign circular() {
        return circular;
    }

    /** Whose name the mails come from. */
    String sender() {
        return sender;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Nothing more is begun. */
    public void stop() {
        stopped = true;
    }

    /** Why no mail is taken at all just now, as in {@link DeliveryCounts}. */
    @Nullable
    public Integer trouble() {
        return trouble;
    }

    void stop(int smtpStatus) {
        trouble = smtpStatus;
        stopped = true;
    }

    /** A while, and less when it is stopped meanwhile. */
    void pause(Duration longest) {
        var slice = longest.compareTo(Duration.ofMillis(500)) < 0 ? longest : Duration.ofMillis(500);
        try {
            Thread.sleep(slice);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
