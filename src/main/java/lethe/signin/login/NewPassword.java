package lethe.signin.login;

import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** A password typed twice, since nobody sees what they type. */
record NewPassword(@Nullable String newPassword, @Nullable String repeated) {
    void check(Validation fields) {
        if (newPassword != null && !newPassword.equals(repeated)) {
            fields.wrong("repeated", "password-differs");
        }
    }
}
