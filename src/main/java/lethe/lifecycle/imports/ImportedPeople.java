package lethe.lifecycle.imports;

import java.util.List;
import java.util.function.Supplier;
import lethe.lifecycle.staging.StagedLines;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import org.springframework.stereotype.Component;

/**
 * The data that imports keep about a user: the line they came from, until their link is downloaded. Nothing is left
 * of a waiting line once another user has its e-mail, because its key has become theirs.
 */
@Component
class ImportedPeople implements PersonalDataHolder {
    private final HandoutStore handouts;
    private final StagedLines staged;

    ImportedPeople(HandoutStore handouts, StagedLines staged) {
        this.handouts = handouts;
        this.staged = staged;
    }

    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        handouts.delete(trip, person);
        var slots = staged.delete(trip, person);
        return () -> new Erasure("imports", List.of("importLine"), slots.get());
    }
}
