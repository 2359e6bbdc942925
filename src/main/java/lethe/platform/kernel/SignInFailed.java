package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 401: the same response for an unknown e-mail, a wrong password and an expired secret; or no one is signed in. */
public final class SignInFailed extends Refusal {
    private SignInFailed(String code) {
        super(401, code, List.of(), Map.of());
    }

    public static SignInFailed failed() {
        return new SignInFailed("sign-in-failed");
    }

    public static SignInFailed required() {
        return new SignInFailed("sign-in-required");
    }
}
