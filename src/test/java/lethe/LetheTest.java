package lethe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * The whole platform, started once for all such tests: on a free port, with an embedded PostgreSQL on temporary data,
 * the master key outside it, and a key directory so small that e-mails share its buckets.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "lethe.directory-buckets=256")
@ContextConfiguration(initializers = TemporaryData.class)
@Import({Stage.class, NoClearEmails.class, NothingSlowInTransactions.class})
@TestExecutionListeners(
        listeners = {NobodysNewsletters.class, NobodysGuesses.class},
        mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface LetheTest {}
