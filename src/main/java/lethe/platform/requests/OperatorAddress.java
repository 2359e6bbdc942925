package lethe.platform.requests;

/** The paths of the operator, who acts outside any organisation and not as a user. */
public final class OperatorAddress {
    private OperatorAddress() {}

    /** @param path below the context path */
    public static boolean covers(String path) {
        return path.equals("/operator") || path.startsWith("/operator/") || path.startsWith("/api/v1/operator/");
    }
}
