package lethe;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms and the arrows between them are as each room declares. */
class HouseTest {
    private final ApplicationModules house = ApplicationModules.of(Lethe.class);

    @Test
    void roomsUseOnlyWhatTheyDeclare() {
        house.verify();
    }
}
