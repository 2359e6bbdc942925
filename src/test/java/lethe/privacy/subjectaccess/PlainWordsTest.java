package lethe.privacy.subjectaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.audit.log.Names;
import lethe.audit.log.Target;
import lethe.audit.log.Titles;
import lethe.platform.kernel.TypeId;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.PersonalDataField;
import lethe.privacy.subjectaccess.ExportSection.Value;
import lethe.privacy.subjectaccess.Telling.Told;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import tools.jackson.databind.json.JsonMapper;

/** Each question to a room costs one SQL statement. */
@LetheTest
class PlainWordsTest {
    private static final UserId READER = new UserId(UUID.randomUUID());
    private final List<Collection<?>> asked = new ArrayList<>();

    @Autowired
    private Inventory inventory;

    @Autowired
    private MessageSource messages;

    private PlainWords words;

    @BeforeEach
    void roomsAreCounted() {
        Names names = people -> {
            asked.add(people);
            return people.stream().collect(Collectors.toMap(one -> one, one -> "Edo"));
        };
        words = new PlainWords(inventory, messages, names, List.of(room("role"), room("partner"), room("newsletter")));
    }

    private Titles room(String kind) {
        return new Titles() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Map<Target, String> of(Collection<Target> things) {
                asked.add(things);
                return things.stream().collect(Collectors.toMap(one -> one, one -> "The " + kind));
            }
        };
    }

    @Test
    void asksEachRoomOnceForAllRows() {
        var rows = Stream.generate(() -> List.of(id("user"), id("role"), id("partner"), facts(id("user"), id("role"))))
                .limit(300)
                .toList();

        var known = words.named(rows, READER, Locale.ENGLISH);

        assertThat(asked)
                .extracting(Collection::size)
                .as("people, roles, partners; and no newsletter")
                .containsExactlyInAnyOrder(600, 600, 300);
        assertThat(words.row(rows.getFirst(), known, Locale.ENGLISH).toString()).isNotEmpty();
        assertThat(asked).hasSize(3);
    }

    @Test
    void asksNoRoomWithoutKnownIds() {
        var rows = List.of(List.of(id("session"), id("entry"), id("receipt"), typed(text("user")), typed("Edo")));

        assertThat(words.named(rows, READER, Locale.ENGLISH)).containsOnlyKeys(READER.toString());
        assertThat(asked).isEmpty();
    }

    @Test
    void resolvesOnlyIdColumnsAndFacts() {
        var person = id("user");
        var row = List.of(person, facts(person), typed(person.value().toString()));

        var told = words.row(row, words.named(List.of(row), READER, Locale.ENGLISH), Locale.ENGLISH);

        assertThat(told).hasSize(3);
        assertThat(told.get(0).value()).isEqualTo("Edo");
        assertThat(told.get(1).value())
                .asInstanceOf(InstanceOfAssertFactories.list(Value.class))
                .extracting(Value::value)
                .containsExactly("Edo");
        assertThat(told.get(2).value()).isEqualTo(person.value());
    }

    @Test
    void addressesTheReader() {
        var row = List.of(new Told(column("audit_entry", "actor_id"), READER.toString()));

        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(words.row(row, words.named(List.of(row), READER, language), language))
                    .extracting(Value::value)
                    .containsExactly(messages.getMessage("disclosure.you", null, language));
        }
    }

    private static String text(String kind) {
        return TypeId.text(kind, UUID.randomUUID());
    }

    private Told id(String kind) {
        return new Told(column("audit_entry", "actor_id"), text(kind));
    }

    private Told facts(Told... ids) {
        var json = JsonMapper.shared().createObjectNode();
        var each = json.putArray("leftOut");
        Stream.of(ids).forEach(id -> each.add(id.value().toString()));
        return new Told(column("audit_entry", "facts"), json);
    }

    private Told typed(String text) {
        return new Told(column("access_token", "name"), text);
    }

    private PersonalDataField column(String table, String column) {
        return inventory.ofUsers().stream()
                .filter(datum -> datum.name().equals(table + "." + column))
                .findFirst()
                .orElseThrow();
    }
}
