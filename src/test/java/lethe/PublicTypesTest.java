package lethe;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.HashSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A room exposes only types that other rooms use; templates count as users, and auditors use what the verifier
 * exposes. The few others are listed with reasons in public-types.txt.
 */
class PublicTypesTest {
    @Test
    void roomsExposeOnlyTypesThatOthersUse() {
        var all = OwnCode.CLASSES;
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
        assertThat(unused).isEqualTo(ListedLines.named("public-types.txt", " "));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(PublicTypesTest::outermost).orElse(type);
    }
}
