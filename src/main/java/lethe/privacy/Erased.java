package lethe.privacy;

import java.util.List;

/** What one room erased, as receipts say it. */
public record Erased(String holder, List<String> what) {
    static Erased of(PersonalData.Erasure erasure) {
        return new Erased(erasure.holder(), erasure.what());
    }
}
