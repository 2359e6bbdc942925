package lethe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Gives the platform a temporary directory, and deletes it after the platform has stopped. */
final class TemporaryData implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var place = place();
        TestPropertyValues.of(
                        "lethe.data=" + place.resolve("data"),
                        "lethe.master-key-file=" + place.resolve("keys-master").resolve("master.key"))
                .applyTo(context);
        // Registered first, so called last.
        ((DefaultListableBeanFactory) context.getBeanFactory())
                .registerDisposableBean("temporaryData", () -> FileSystemUtils.deleteRecursively(place));
    }

    private static Path place() {
        try {
            var place = Files.createTempDirectory("lethe-test-");
            Files.createDirectory(place.resolve("keys-master"));
            return place;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
