package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lethe.messaging.mail.MailStore.Due;
import lethe.platform.kernel.OrganisationId;
import org.junit.jupiter.api.Test;

/** Who is next: nobody waits because another organisation has many mails, or slow ones. */
class FairQueueTest {
    private static final OrganisationId MANY = new OrganisationId(new UUID(0, 1));
    private static final OrganisationId FEW = new OrganisationId(new UUID(0, 2));
    private final FairQueue turns = new FairQueue();

    @Test
    void leavesHalfOfTheConnectionsToOthers() {
        turns.refill(List.of(due(MANY, 1), due(MANY, 2), due(MANY, 3), due(FEW, 4)));

        assertThat(List.of(id(), id(), id())).containsExactly(1, 2, 4);
        assertThat(turns.next()).isEmpty();
    }

    @Test
    void givesAPlaceBackWhenAMailIsDone() {
        turns.refill(List.of(due(MANY, 1), due(MANY, 2), due(MANY, 3)));
        var first = turns.next().orElseThrow();
        turns.next();
        assertThat(turns.next()).isEmpty();

        turns.done(first);

        assertThat(id()).isEqualTo(3);
    }

    @Test
    void givesNoMailToTwo() {
        turns.refill(List.of(due(MANY, 1), due(MANY, 2)));
        var all = new ArrayList<Due>();
        all.add(turns.next().orElseThrow());

        turns.refill(List.of(due(MANY, 1), due(MANY, 2)));
        turns.next().ifPresent(all::add);
        turns.refill(List.of(due(MANY, 1), due(MANY, 2)));
        turns.next().ifPresent(all::add);

        assertThat(all).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void leavesAllOthersForTheNextTime() {
        turns.refill(List.of(due(MANY, 1), due(FEW, 2)));
        turns.next();

        turns.clear();

        assertThat(turns.next()).isEmpty();
        assertThat(turns.size()).isZero();
    }

    private int id() {
        return (int) turns.next().orElseThrow().id().value().getLeastSignificantBits();
    }

    private static Due due(OrganisationId organisation, int id) {
        return new Due(organisation, new MailId(new UUID(0, id)));
    }
}
