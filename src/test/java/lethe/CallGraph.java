package lethe;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which methods of Lethe a method can reach, by calls, references, and interfaces' implementations. */
final class CallGraph {
    private CallGraph() {}

    /** The methods called or referred to, of Lethe or not. */
    static Stream<CodeUnitAccessTarget> targets(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getCallsFromSelf().stream().map(call -> call.getTarget()),
                unit.getCodeUnitReferencesFromSelf().stream().map(reference -> reference.getTarget()));
    }

    /** Whether the method, or any method of Lethe that it reaches, matches. */
    static boolean reaches(JavaCodeUnit from, Predicate<JavaCodeUnit> asked) {
        var seen = new HashSet<JavaCodeUnit>();
        var open = new ArrayDeque<JavaCodeUnit>();
        open.add(from);
        implementing(from).forEach(open::add);
        while (!open.isEmpty()) {
            var unit = open.remove();
            if (!seen.add(unit)) {
                continue;
            }
            if (asked.test(unit)) {
                return true;
            }
            targets(unit).flatMap(CallGraph::resolved).forEach(open::add);
        }
        return false;
    }

    private static Stream<JavaCodeUnit> resolved(CodeUnitAccessTarget target) {
        Optional<? extends JavaMember> member = target.resolveMember();
        if (!(member.orElse(null) instanceof JavaCodeUnit unit)
                || !OwnCode.CLASSES.contain(unit.getOwner().getName())) {
            return Stream.empty();
        }
        return Stream.concat(Stream.of(unit), implementing(unit));
    }

    private static Stream<JavaMethod> implementing(JavaCodeUnit unit) {
        return unit.getOwner().getAllSubclasses().stream()
                .flatMap(each -> each.getMethods().stream())
                .filter(method -> method.getName().equals(unit.getName())
                        && method.getRawParameterTypes().size()
                                == unit.getRawParameterTypes().size());
    }
}
