package lethe.privacy.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.personaldata.InBrowser;
import lethe.privacy.retention.RetentionPolicy;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The inventory of personal data: read from the comments on the database columns, worded by message bundles. */
@Component
public class Inventory {
    private final InventoryStore store;
    private final RetentionPolicy retentionPolicy;
    private final MessageSource messages;

    Inventory(InventoryStore store, RetentionPolicy retentionPolicy, MessageSource messages) {
        this.store = store;
        this.retentionPolicy = retentionPolicy;
        this.messages = messages;
    }

    /** Returns every column with personal data. */
    @Transactional(readOnly = true)
    public List<PersonalDataField> all() {
        return store.personal();
    }

    /**
     * Returns every column of the tables that refer to users. Tables of users themselves come first, then tables whose
     * rows belong to a user, then the rest.
     */
    @Transactional(readOnly = true)
    public List<PersonalDataField> ofUsers() {
        var all = store.personal();
        var theirs = all.stream()
                .filter(PersonalDataField::namesSomebody)
                .map(PersonalDataField::table)
                .collect(Collectors.toSet());
        var people = all.stream()
                .filter(PersonalDataField::isThePerson)
                .map(PersonalDataField::table)
                .toList();
        var owned = all.stream()
                .filter(PersonalDataField::saysWhose)
                .map(PersonalDataField::table)
                .collect(Collectors.toSet());
        return all.stream()
                .filter(field -> theirs.contains(field.table()))
                .sorted(Comparator.comparingInt(
                        field -> people.contains(field.table()) ? 0 : owned.contains(field.table()) ? 1 : 2))
                .toList();
    }

    /** Describes what is stored of a user. Columns that only hold the owner's id are left out. */
    public List<InventoryRow> lines(Locale language) {
        return lines(ofUsers().stream().filter(field -> !field.refersToOwner()).toList(), language);
    }

    /** Like {@link #lines(Locale)}, by group; includes tables such as partners, whose rows refer to users. */
    public Map<Group, List<InventoryRow>> groups(Locale language) {
        var data = ofUsers().stream()
                .filter(field -> !field.refersToOwner())
                .collect(Collectors.groupingBy(PersonalDataField::group, TreeMap::new, Collectors.toList()));
        var groups = new TreeMap<Group, List<InventoryRow>>();
        data.forEach((group, theirs) -> groups.put(group, lines(theirs, language)));
        return groups;
    }

    /** Describes what Lethe stores in users' browsers. */
    public List<InventoryRow> browser(Locale language) {
        var wording = new InventoryWording(messages, language, Map.of());
        return Stream.of(InBrowser.values()).map(wording::line).toList();
    }

    /** Describes the columns, one row for all columns of a table with the same terms. */
    public List<InventoryRow> lines(List<PersonalDataField> data, Locale language) {
        var wording = new InventoryWording(messages, language, retentionPolicy.inWords(language));
        return grouped(data, field -> List.of(field.table(), field.terms())).stream()
                .map(wording::line)
                .toList();
    }

    /** Describes what a termination erases. */
    public List<String> erased(Locale language) {
        return fate(true, language);
    }

    /** Describes what a termination retains. */
    public List<String> retained(Locale language) {
        return fate(false, language);
    }

    /** The title of a group. */
    public String group(Group group, Locale language) {
        return new InventoryWording(messages, language, Map.of()).group(group);
    }

    /** The title of a table. */
    public String table(String table, Locale language) {
        return new InventoryWording(messages, language, Map.of()).table(table);
    }

    /** The label of a column. */
    public String column(PersonalDataField field, Locale language) {
        return new InventoryWording(messages, language, Map.of()).column(field);
    }

    private List<String> fate(boolean erased, Locale language) {
        var wording = new InventoryWording(messages, language, retentionPolicy.inWords(language));
        return grouped(ofUsers(), PersonalDataField::table).stream()
                .flatMap(table -> fate(table, erased, wording).stream())
                .distinct()
                .toList();
    }

    /** If a termination erases or retains a whole table, the table's title is enough. */
    private static Optional<String> fate(List<PersonalDataField> table, boolean erased, InventoryWording wording) {
        var goes = isErased(table)
                ? table
                : table.stream().filter(PersonalDataField::isErased).toList();
        var here = erased
                ? goes
                : table.stream().filter(field -> !goes.contains(field)).toList();
        var name = wording.table(table.getFirst().table());
        if (here.isEmpty()) {
            return Optional.empty();
        } else {
            return Optional.of(
                    here.size() == table.size()
                            ? name
                            : wording.what(table.getFirst().table(), here));
        }
    }

    /** Whether whole rows are erased because they belong to the person. */
    private static boolean isErased(List<PersonalDataField> table) {
        return table.stream().anyMatch(field -> field.saysWhose() && field.isErased());
    }

    private static List<List<PersonalDataField>> grouped(
            List<PersonalDataField> data, Function<PersonalDataField, Object> by) {
        Map<Object, List<PersonalDataField>> groups = new LinkedHashMap<>();
        data.forEach(field -> groups.computeIfAbsent(by.apply(field), key -> new ArrayList<>())
                .add(field));
        return List.copyOf(groups.values());
    }
}
