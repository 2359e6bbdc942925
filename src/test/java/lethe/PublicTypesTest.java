package lethe;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A room shows others only what they use; templates are others, and what the verifier shows is for auditors. The few that are public for another reason are in
 * public-types.txt.
 */
class PublicTypesTest {
    @Test
    void aRoomShowsNothingThatNobodyElseUses() throws IOException {
        var all = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("lethe");
        var used = new HashSet<String>();
        for (var each : all) {
            each.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(JavaClass::getBaseComponentType)
                    .filter(target -> !target.getPackageName().equals(each.getPackageName()))
                    .forEach(target -> used.add(outermost(target).getName()));
        }

        var shown = all.stream()
                .filter(each -> each.isTopLevelClass() && each.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(each -> each.getPackageName().matches("lethe\\.(?!templates\\b|verifier\\b).+"))
                .toList();
        var unused = shown.stream()
                .map(JavaClass::getName)
                .filter(name -> !used.contains(name))
                .map(name -> name.replaceFirst("^lethe\\.", ""))
                .collect(toCollection(TreeSet::new));

        assertThat(shown).hasSizeGreaterThan(200);
        assertThat(unused).isEqualTo(listed());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(PublicTypesTest::outermost).orElse(type);
    }

    /** Each line: name and why. */
    private static TreeSet<String> listed() throws IOException {
        try (var list = Objects.requireNonNull(PublicTypesTest.class.getResourceAsStream("/public-types.txt"))) {
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
