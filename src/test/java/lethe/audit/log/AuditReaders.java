package lethe.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.fuzzing.Readers;

final class AuditReaders implements Readers {
    @Override
    public Map<String, Reader> all() {
        return Map.of("audit-target", Reader.ofText(text -> Target.parse(text)
                .ifPresent(target -> assertThat(target.id()).isEqualTo(text))));
    }
}
