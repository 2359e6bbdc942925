package lethe;

import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.JavaPackage;

/** The packages declared as rooms, and the verifier's, which cannot use Spring. */
final class Rooms implements ApplicationModuleDetectionStrategy {
    static final String VERIFIER = "lethe.verifier.";

    @Override
    public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
        return Stream.concat(
                ApplicationModuleDetectionStrategy.explicitlyAnnotated().getModuleBasePackages(root),
                root.getSubPackagesMatching((each, name) -> each.getName().startsWith(VERIFIER)));
    }
}
