package lethe;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** All compiled classes of Lethe, read once for the tests that check its structure; without what Spring generates. */
final class OwnCode {
    /** The verifier's tests come as a jar of their own, which the library does not take for tests. */
    private static final ImportOption NO_JAR_OF_TESTS = location -> !location.contains("-tests.jar");

    static final ImportOption NOT_GENERATED =
            location -> !location.contains("__") && !location.contains("$$SpringCGLIB$$");

    static final JavaClasses CLASSES = new ClassFileImporter(
                    List.of(new ImportOption.DoNotIncludeTests(), NO_JAR_OF_TESTS, NOT_GENERATED))
            .importPackages("lethe");

    private OwnCode() {}
}
