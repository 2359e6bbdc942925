package lethe;

import java.time.Instant;
import java.util.Objects;
import lethe.signin.login.SignInThrottle;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.util.ReflectionTestUtils;

/** Resets the throttle before each class: all tests come from one network. */
final class NobodysGuesses implements TestExecutionListener {
    @Override
    public void beforeTestClass(TestContext context) {
        context.getApplicationContext().getBeanProvider(SignInThrottle.class).forEach(throttle -> {
            for (var counts : new String[] {"counts", "accounts"}) {
                var counted = ReflectionTestUtils.getField(throttle, counts);
                ReflectionTestUtils.setField(Objects.requireNonNull(counted), "end", Instant.MIN);
            }
        });
    }
}
