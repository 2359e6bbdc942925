package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** What stays silent however much the operator wants to read: the settings name packages, which may have moved. */
class SilentConversationTest {
    private static final String LEVEL = "logging.level.";
    private Properties settings = new Properties();

    @BeforeEach
    void read() throws IOException {
        settings = PropertiesLoaderUtils.loadAllProperties("application.properties");
    }

    /** The library logs what it says to a server, addresses and all, under the package of our class. */
    @Test
    void theConversationWithAServerIsNotLoggedAtDebug() {
        assertThat(settings).containsEntry(LEVEL + Conversation.class.getPackageName(), "info");
    }

    @Test
    void everyPackageOfOursWithALevelIsThere() {
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
