package lethe.platform.usage;

import java.util.regex.Pattern;

/**
 * Something of the product that people use, named by a constant where it is used.
 *
 * @param name words in lower case joined by hyphens; its one sentence is the message {@code feature.<name>}
 */
public record Feature(String name) implements Comparable<Feature> {
    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+){0,5}");

    public Feature {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a feature: " + name);
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
