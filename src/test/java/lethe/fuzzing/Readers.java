package lethe.fuzzing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** What a room reads of strangers, each of its parsers by a name. */
public interface Readers {
    Map<String, Reader> all();

    /** Takes any bytes: refuses them as announced, or understands them and holds them to what is promised. */
    interface Reader {
        void read(byte[] bytes) throws Exception;

        static Reader ofText(OfText reader) {
            return bytes -> reader.read(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    interface OfText {
        void read(String text) throws Exception;
    }

    /** Those of every room, so that none can be left out. */
    static Map<String, Reader> everywhere() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(Readers.class));
        var all = new TreeMap<String, Reader>();
        for (var found : scan.findCandidateComponents("lethe")) {
            var type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            all.putAll(((Readers) BeanUtils.instantiateClass(type)).all());
        }
        return all;
    }
}
