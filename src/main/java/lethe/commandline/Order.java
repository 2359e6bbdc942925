package lethe.commandline;

import java.util.Map;

/** A command on its way to the platform that runs. */
record Order(String name, Map<String, String> options) {}
