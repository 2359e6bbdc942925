package lethe.platform.usage;

import java.util.regex.Pattern;

/**
 * A counted feature of the product, declared as a constant where it is used.
 *
 * @param name lower-case words joined by hyphens; the message {@code feature.<name>} describes it in one sentence
 */
public record Feature(String name) implements Comparable<Feature> {
    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+){0,5}");

    public Feature {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a feature's name: " + name);
        }
    }

    @Override
    public int compareTo(Feature other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
