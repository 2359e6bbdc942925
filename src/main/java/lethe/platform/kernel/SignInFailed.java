package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 401: the same for an unknown e-mail, a wrong password, a lapsed secret; or nobody is signed in at all. */
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
