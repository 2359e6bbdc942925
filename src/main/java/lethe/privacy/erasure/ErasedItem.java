package lethe.privacy.erasure;

import java.util.List;
import java.util.Set;
import lethe.platform.personaldata.PersonalDataHolder;

/** What one room erased, as receipts say it. */
public record ErasedItem(String holder, List<String> what) {
    /** @param there what there was of the person: a room names all that it erases of anybody */
    static ErasedItem of(PersonalDataHolder.Erasure erasure, Set<String> there) {
        return new ErasedItem(
                erasure.holder(),
                erasure.what().stream().filter(there::contains).toList());
    }
}
