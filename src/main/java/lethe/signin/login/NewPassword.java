package lethe.signin.login;

import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** A password entered twice, because the fields do not show it. */
record NewPassword(@Nullable String newPassword, @Nullable String repeated) {
    void check(Validation fields) {
        if (newPassword != null && !newPassword.equals(repeated)) {
            fields.wrong("repeated", "password-differs");
        }
    }
}
