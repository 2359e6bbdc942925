package lethe;

import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.JavaPackage;

/** The packages that call themselves rooms; and the verifier's, which are rooms without knowing Spring. */
final class Rooms implements ApplicationModuleDetectionStrategy {
    static final String VERIFIER = "lethe.verifier.";

    @Override
    public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
        return Stream.concat(
                ApplicationModuleDetectionStrategy.explicitlyAnnotated().getModuleBasePackages(root),
                root.getSubPackagesMatching((each, name) -> each.getName().startsWith(VERIFIER)));
    }
}
