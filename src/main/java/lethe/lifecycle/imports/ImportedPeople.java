package lethe.lifecycle.imports;

import java.util.List;
import java.util.function.Supplier;
import lethe.lifecycle.staging.StagedLines;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import org.springframework.stereotype.Component;

/**
 * What an import keeps of a person: which line they came from, until their link is fetched. Of a line that waits nothing
 * is left once its e-mail is somebody's: its key has become theirs.
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
