package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** These loggers stay silent at any level that an operator sets. The settings name packages, which may have moved. */
class SilentConversationTest {
    private static final String LEVEL = "logging.level.";
    private Properties settings = new Properties();

    @BeforeEach
    void read() throws IOException {
        settings = PropertiesLoaderUtils.loadAllProperties("application.properties");
    }

    /** The library logs the conversation with a server, addresses included, under our class's package. */
    @Test
    void doesNotLogTheConversationWithAServerAtDebug() {
        assertThat(settings).containsEntry(LEVEL + Conversation.class.getPackageName(), "info");
    }

    @Test
    void everyPackageWithALevelExists() {
        var named = named();

        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(
                        getClass().getResource("/" + name.replace('.', '/')))
                .as(name)
                .isNotNull());
    }

    private List<String> named() {
        return settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith(LEVEL + "lethe"))
                .map(name -> name.substring(LEVEL.length()))
                .toList();
    }
}
