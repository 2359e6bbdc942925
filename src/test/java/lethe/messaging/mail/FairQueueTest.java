package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lethe.messaging.mail.MailStore.Due;
import lethe.platform.kernel.OrganisationId;
import org.junit.jupiter.api.Test;

/** No organisation waits because another has many mails, or slow ones. */
class FairQueueTest {
    private static final OrganisationId MANY = new OrganisationId(new UUID(0, 1));
    private static final OrganisationId FEW = new OrganisationId(new UUID(0, 2));
    private final FairQueue queue = new FairQueue();

    @Test
    void leavesHalfOfTheConnectionsToOthers() {
        queue.refill(List.of(due(MANY, 1), due(MANY, 2), due(MANY, 3), due(FEW, 4)));

        assertThat(List.of(id(), id(), id())).containsExactly(1, 2, 4);
        assertThat(queue.next()).isEmpty();
    }

    @Test
    void freesAConnectionWhenAMailIsDone() {
        queue.refill(List.of(due(MANY, 1), due(MANY, 2), due(MANY, 3)));
        var first = queue.next().orElseThrow();
        queue.next();
        assertThat(queue.next()).isEmpty();

        queue.done(first);

        assertThat(id()).isEqualTo(3);
    }

    @Test
    void givesEachMailOnce() {
        queue.refill(List.of(due(MANY, 1), due(MANY, 2)));
        var all = new ArrayList<Due>();
        all.add(queue.next().orElseThrow());

        queue.refill(List.of(due(MANY, 1), due(MANY, 2)));
        queue.next().ifPresent(all::add);
        queue.refill(List.of(due(MANY, 1), due(MANY, 2)));
        queue.next().ifPresent(all::add);

        assertThat(all).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void clearLeavesTheRestForTheNextRefill() {
        queue.refill(List.of(due(MANY, 1), due(FEW, 2)));
        queue.next();

        queue.clear();

        assertThat(queue.next()).isEmpty();
        assertThat(queue.size()).isZero();
    }

    private int id() {
        return (int) queue.next().orElseThrow().id().value().getLeastSignificantBits();
    }

    private static Due due(OrganisationId organisation, int id) {
        return new Due(organisation, new MailId(new UUID(0, id)));
    }
}
