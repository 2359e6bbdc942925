package lethe.platform.requests;

/** Where the operator acts: in no organisation, even where there is but one, and as no person. */
public final class OperatorAddress {
    private OperatorAddress() {}

    /** @param path below the context path */
    public static boolean covers(String path) {
        return path.equals("/operator") || path.startsWith("/operator/") || path.startsWith("/api/v1/operator/");
    }
}
