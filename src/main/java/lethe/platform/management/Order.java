package lethe.platform.management;

import java.util.Map;

/** A command on its way to the platform that runs. */
public record Order(String name, Map<String, String> options) {}
