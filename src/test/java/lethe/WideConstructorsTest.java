package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A class with nine dependencies does more than one thing, or has a reason: wide-constructors.txt lists them. Records
 * are exempt: their components are their data.
 */
class WideConstructorsTest {
    private static final int WIDE = 9;

    @Test
    void eachHasAReason() {
        var found = new TreeSet<String>();
        for (var each : OwnCode.CLASSES) {
            var widest = each.getConstructors().stream()
                    .mapToInt(one -> one.getRawParameterTypes().size())
                    .max()
                    .orElse(0);
            if (widest >= WIDE && isOurs(each)) {
                found.add(each.getName().replaceFirst("^lethe\\.", ""));
            }
        }

        assertThat(found).isEqualTo(ListedLines.named("wide-constructors.txt", " "));
    }

    private static boolean isOurs(JavaClass type) {
        return !type.isRecord() && !type.isAnonymousClass() && !type.getName().startsWith("lethe.templates.");
    }
}
