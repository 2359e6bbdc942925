package lethe.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.fuzzing.Readers;
import lethe.platform.kernel.BadRequest;
import tools.jackson.databind.json.JsonMapper;

final class RequestReaders implements Readers {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final StrictJson STRICT = new StrictJson(PLAIN);

    @Override
    public Map<String, Reader> all() {
        return Map.of("json-body", RequestReaders::body);
    }

    private static void body(byte[] bytes) {
        try {
            STRICT.check(bytes);
            assertThat(PLAIN.readTree(bytes).isObject()).isTrue();
            STRICT.checkEmpty(bytes);
        } catch (BadRequest refused) {
            assertThat(refused).isNotNull();
        }
    }
}
