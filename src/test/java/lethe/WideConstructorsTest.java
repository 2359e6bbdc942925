package lethe;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A part that needs nine others does more than one thing, or has a reason: wide-constructors.txt has them all. Records are
 * not meant: their components are what they are.
 */
class WideConstructorsTest {
    private static final int WIDE = 9;

    @Test
    void eachHasAReason() throws IOException {
        var found = new TreeSet<String>();
        for (var each : new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("lethe")) {
            var widest = each.getConstructors().stream()
                    .mapToInt(one -> one.getRawParameterTypes().size())
                    .max()
                    .orElse(0);
            if (widest >= WIDE && isOurs(each)) {
                found.add(each.getName().replaceFirst("^lethe\\.", ""));
            }
        }

        assertThat(found).isEqualTo(known());
    }

    private static boolean isOurs(JavaClass type) {
        return !type.isRecord() && !type.isAnonymousClass() && !type.getName().startsWith("lethe.templates.");
    }

    /** Each line: name and why. */
    private static TreeSet<String> known() throws IOException {
        try (var list =
                Objects.requireNonNull(WideConstructorsTest.class.getResourceAsStream("/wide-constructors.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .peek(line -> assertThat(line).as(line[0]).hasSize(2))
                    .map(line -> line[0])
                    .collect(toCollection(TreeSet::new));
        }
    }
}
