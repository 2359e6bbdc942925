package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A class with nine dependencies does more than one thing, or has a reason: wide-constructors.txt lists them,
 * with their number, so that none grows unnoticed. Records are exempt: their components are their data.
 */
class WideConstructorsTest {
    private static final int WIDE = 9;

    @Test
    void eachHasAReasonAndNoneGrows() {
        var found = new TreeMap<String, Integer>();
        for (var each : OwnCode.CLASSES) {
            var widest = each.getConstructors().stream()
                    .mapToInt(one -> one.getRawParameterTypes().size())
                    .max()
                    .orElse(0);
            if (widest >= WIDE && isOurs(each)) {
                found.put(each.getName().replaceFirst("^lethe\\.", ""), widest);
            }
        }

        assertThat(found).isEqualTo(listed());
    }

    private static TreeMap<String, Integer> listed() {
        var listed = new TreeMap<String, Integer>();
        for (var line : ListedLines.of("wide-constructors.txt")) {
            var parts = line.split(" ", 3);
            assertThat(parts).as(line).hasSize(3).allMatch(part -> !part.isBlank());
            listed.put(parts[0], Integer.valueOf(parts[1]));
        }
        return listed;
    }

    private static boolean isOurs(JavaClass type) {
        return !type.isRecord() && !type.isAnonymousClass() && !type.getName().startsWith("lethe.templates.");
    }
}
