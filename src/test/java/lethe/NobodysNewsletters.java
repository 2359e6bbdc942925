package lethe;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Deletes the operator's newsletters before each class, because they are offered to all users. */
final class NobodysNewsletters implements TestExecutionListener {
    @Override
    public void beforeTestClass(TestContext test) {
        test.getApplicationContext()
                .getBean(JdbcClient.class)
                .sql("update operator_newsletter set deleted_at = now() where deleted_at is null")
                .update();
    }
}
