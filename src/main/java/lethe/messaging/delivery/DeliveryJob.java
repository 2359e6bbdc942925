package lethe.messaging.delivery;

import java.time.Duration;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/** One run of a campaign in an organisation, by this node only, until it is done or stopped. */
final class DeliveryJob {
    private final DueDelivery due;
    private final UUID run;
    private final Campaign campaign;
    private final String sender;
    private volatile boolean stopped;
    private volatile @Nullable Integer trouble;

    public DeliveryJob(DueDelivery due, UUID run, Campaign campaign, String sender) {
        this.due = due;
        this.run = run;
        this.campaign = campaign;
        this.sender = sender;
    }

    public DueDelivery due() {
        return due;
    }

    public OrganisationId organisation() {
        return due.organisation();
    }

    public UUID id() {
        return due.campaign();
    }

    /** Marks the run's work in the database. */
    public UUID run() {
        return run;
    }

    public Campaign campaign() {
        return campaign;
    }

    /** The display name of the sender. */
    String sender() {
        return sender;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Starts no further mails. */
    public void stop() {
        stopped = true;
    }

    /** Why no mail is taken at all now, as in {@link DeliveryCounts}. */
    @Nullable
    public Integer trouble() {
        return trouble;
    }

    void stop(int smtpStatus) {
        trouble = smtpStatus;
        stopped = true;
    }

    /** Sleeps for half a second at most, so that a stop is noticed soon. */
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
