package lethe.platform.management;

import java.util.Map;

/** A command on its way to the platform that runs. */
public record ManagementRequest(String name, Map<String, String> options) {}
