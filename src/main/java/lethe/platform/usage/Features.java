package lethe.platform.usage;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * All features: the constants of the beans' classes. All are known before the first is counted, because a feature that appeared
 * in the figures only after its first use would reveal that use.
 */
@Component
public class Features implements Iterable<Feature> {
    private static final String APPLICATION = "lethe.";
    private final SortedSet<Feature> all = new TreeSet<>();

    Features(ListableBeanFactory beans) {
        Arrays.stream(beans.getBeanDefinitionNames())
                .flatMap(name -> Stream.ofNullable(beans.getType(name, false)))
                .map(ClassUtils::getUserClass)
                .filter(type -> type.getName().startsWith(APPLICATION))
                .distinct()
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getType() == Feature.class && Modifier.isStatic(field.getModifiers()))
                .forEach(this::register);
    }

    @Override
    public Iterator<Feature> iterator() {
        return all.iterator();
    }

    private void register(Field constant) {
        try {
            constant.setAccessible(true);
            if (!all.add((Feature) constant.get(null))) {
                throw new IllegalStateException("two features have the name of " + constant);
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
