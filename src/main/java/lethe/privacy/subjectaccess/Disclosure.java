package lethe.privacy.subjectaccess;

import java.io.OutputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Page;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.PersonalDataField;
import lethe.privacy.subjectaccess.DisclosureStore.Counts;
import lethe.privacy.subjectaccess.DisclosureStore.Row;
import lethe.privacy.subjectaccess.OwnData.House;
import lethe.privacy.subjectaccess.Telling.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exports what is stored about the caller: every table of the inventory, row by row. A newly declared table is included
 * automatically; only sealed values need a {@link PersonalDataHolder} to open them.
 */
@Component
class Disclosure {
    private static final Pattern UNDERSCORE = Pattern.compile("_(.)");
    private static final int REMARKS = 5;
    private static final int SHOWN = 10;
    private final Inventory inventory;
    private final List<PersonalDataHolder> holders;
    private final DisclosureStore store;
    private final Organisations organisations;
    private final Audit audit;
    private final MessageSource messages;
    private final PlainWords words;
    private final JsonMapper mapper;
    private final Clock clock;

    Disclosure(
            Inventory inventory,
            List<PersonalDataHolder> holders,
            DisclosureStore store,
            Organisations organisations,
            Audit audit,
            MessageSource messages,
            PlainWords words,
            JsonMapper mapper,
            Clock clock) {
        this.inventory = inventory;
        this.holders = holders;
        this.store = store;
        this.organisations = organisations;
        this.audit = audit;
        this.messages = messages;
        this.words = words;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Streams everything in the form of {@link OwnData}, because years of audit entries may not fit into memory. */
    @Transactional
    void write(Actor actor, Locale language, OutputStream to) {
        audit.record(actor, "me.data-exported", Target.of(actor.self()));
        var own = organisations.current();
        // The caller closes the response after the commit, so that no one has the complete file before the audit log
        // says so. A file that broke off is left as it is, so that it does not look complete.
        var writer = mapper.writer()
                .withoutFeatures(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.AUTO_CLOSE_CONTENT);
        try (var json = writer.createGenerator(to)) {
            json.writeStartObject();
            json.writePOJOProperty("person", actor.self());
            json.writePOJOProperty("at", clock.instant());
            json.writePOJOProperty(
                    "organisation",
                    new House(
                            own.id(),
                            own.slug(),
                            own.name(),
                            organisations.masthead().support()));
            json.writePOJOProperty("remarks", remarks(language));
            json.writePOJOProperty("why", inventory.lines(language));
            json.writeArrayPropertyStart("data");
            tables().forEach(table -> write(actor, table, language, json));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** The same for display, in the groups of the notice: only the newest rows of long tables, with their total. */
    @Transactional(readOnly = true)
    List<ExportPart> show(Actor actor, Locale language) {
        var why = inventory.groups(language);
        var found = tables().stream().map(table -> find(actor, table, language)).toList();
        var rows = found.stream().flatMap(one -> one.rows().stream()).toList();
        var known = words.named(rows, actor.self(), language);
        var sections = found.stream()
                .collect(Collectors.groupingBy(
                        one -> one.table().group(),
                        TreeMap::new,
                        Collectors.mapping(one -> section(one, known, language), Collectors.toList())));
        return sections.entrySet().stream()
                .map(group -> new ExportPart(
                        group.getKey(),
                        inventory.group(group.getKey(), language),
                        why.getOrDefault(group.getKey(), List.of()),
                        group.getValue()))
                .toList();
    }

    /** All the caller's rows in one table, newest first, page by page. */
    @Transactional(readOnly = true)
    ExportPage page(Actor actor, String name, @Nullable UUID after, Locale language) {
        var table = tables().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BadRequest.parameter("table"));
        var telling = telling(actor, table, language);
        var page = Page.of(store.newest(table, actor.self(), after, Page.TALL + 1), Page.TALL, Row::position);
        var told = page.map(row -> telling.tell(row.values()));
        var known = words.named(told.items(), actor.self(), language);
        return new ExportPage(name, inventory.table(name, language), told.map(row -> words.row(row, known, language)));
    }

    /** What Art. 15(1) GDPR requires besides the data. */
    List<String> remarks(Locale language) {
        return IntStream.rangeClosed(1, REMARKS)
                .mapToObj(number -> text("disclosure.remark." + number, language))
                .toList();
    }

    private List<TableWithUsers> tables() {
        var tables = inventory.ofUsers().stream()
                .collect(Collectors.groupingBy(PersonalDataField::table, LinkedHashMap::new, Collectors.toList()));
        return tables.entrySet().stream()
                .map(table -> new TableWithUsers(table.getKey(), table.getValue()))
                .toList();
    }

    private void write(Actor actor, TableWithUsers table, Locale language, JsonGenerator json) {
        var telling = telling(actor, table, language);
        json.writeStartObject();
        json.writeStringProperty("table", table.name());
        json.writeStringProperty("what", inventory.table(table.name(), language));
        json.writeArrayPropertyStart("records");
        try (var rows = store.rows(table, actor.self())) {
            rows.map(telling::tell).forEach(row -> json.writePOJO(members(row)));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The rows of a table, as they are stored. */
    private record Found(TableWithUsers table, List<List<Told>> rows, Counts counts) {}

    private Found find(Actor actor, TableWithUsers table, Locale language) {
        var telling = telling(actor, table, language);
        var counts = store.counts(table, actor.self());
        var newest = counts.shown() == 0 ? List.<Row>of() : store.newest(table, actor.self(), null, SHOWN);
        return new Found(
                table, newest.stream().map(row -> telling.tell(row.values())).toList(), counts);
    }

    private ExportSection section(Found found, Map<String, String> known, Locale language) {
        return new ExportSection(
                found.table().name(),
                inventory.table(found.table().name(), language),
                found.rows().stream()
                        .map(row -> words.row(row, known, language))
                        .toList(),
                found.counts().shown(),
                found.counts().elsewhere());
    }

    private Telling telling(Actor actor, TableWithUsers table, Locale language) {
        return new Telling(table, actor.self(), holders, text("disclosure.not-handed-out", language));
    }

    private static Map<String, Object> members(List<Told> row) {
        var members = new LinkedHashMap<String, Object>();
        row.forEach(told -> members.put(camelCase(told.field().column()), told.value()));
        return members;
    }

    private static String camelCase(String column) {
        return UNDERSCORE.matcher(column).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    private String text(String key, Locale language) {
        return messages.getMessage(key, null, language);
    }
}
