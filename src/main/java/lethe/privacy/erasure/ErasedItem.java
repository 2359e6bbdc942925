package lethe.privacy.erasure;

import java.util.List;
import java.util.Set;
import lethe.platform.personaldata.PersonalDataHolder;

/** What one data holder erased, in the phrases of the receipt. */
public record ErasedItem(String holder, List<String> what) {
    /** @param there the data that actually existed; a holder lists everything that it can erase */
    static ErasedItem of(PersonalDataHolder.Erasure erasure, Set<String> there) {
        return new ErasedItem(
                erasure.holder(),
                erasure.what().stream().filter(there::contains).toList());
    }
}
