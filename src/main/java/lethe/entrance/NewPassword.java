package lethe.entrance;

import lethe.kernel.Fields;
import org.jspecify.annotations.Nullable;

/** A password typed twice, since nobody sees what they type. */
record NewPassword(@Nullable String newPassword, @Nullable String repeated) {
    void check(Fields fields) {
        if (newPassword != null && !newPassword.equals(repeated)) {
            fields.wrong("repeated", "password-differs");
        }
    }
}
