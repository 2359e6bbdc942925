package lethe.imports;

import java.util.List;
import lethe.kernel.UserId;
import lethe.privacy.PersonalData;
import org.springframework.stereotype.Component;

/**
 * What an import keeps of a person: which line they came from, until their link is fetched. Of a line that waits nothing
 * is left once its e-mail is somebody's: its key has become theirs.
 */
@Component
class ImportedPeople implements PersonalData {
    private final LineStore lines;

    ImportedPeople(LineStore lines) {
        this.lines = lines;
    }

    @Override
    public Erasure erase(UserId person) {
        lines.deleteImported(person);
        return new Erasure("imports", List.of("importLine"), lines.deleteStaged(person));
    }
}
