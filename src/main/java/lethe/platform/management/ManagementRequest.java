package lethe.platform.management;

import java.util.Map;

/** A command sent to the running platform. */
public record ManagementRequest(String name, Map<String, String> options) {}
