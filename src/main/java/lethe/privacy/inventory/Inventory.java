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

/** The inventory of personal data: read from the comments of the columns themselves, put into words by the messages. */
@Component
public class Inventory {
    private final InventoryStore store;
    private final RetentionPolicy limits;
    private final MessageSource messages;

    Inventory(InventoryStore store, RetentionPolicy limits, MessageSource messages) {
        this.store = store;
        this.limits = limits;
        this.messages = messages;
    }

    /** Every column with personal data. */
    @Transactional(readOnly = true)
    public List<PersonalDataField> all() {
        return store.personal();
    }

    /** Every column of the tables whose rows belong to a user or name one; what is their own comes first. */
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
                .filter(datum -> theirs.contains(datum.table()))
                .sorted(Comparator.comparingInt(
                        datum -> people.contains(datum.table()) ? 0 : owned.contains(datum.table()) ? 1 : 2))
                .toList();
    }

    /** What is held of a user, in words. That a thing carries its owner's id goes without saying. */
    public List<InventoryRow> lines(Locale language) {
        return lines(ofUsers().stream().filter(datum -> !datum.refersToOwner()).toList(), language);
    }

    /** The same, group by group; what rows of partners and the like hold of others is there as well. */
    public Map<Group, List<InventoryRow>> groups(Locale language) {
        var data = ofUsers().stream()
                .filter(datum -> !datum.refersToOwner())
                .collect(Collectors.groupingBy(PersonalDataField::group, TreeMap::new, Collectors.toList()));
        var groups = new TreeMap<Group, List<InventoryRow>>();
        data.forEach((group, theirs) -> groups.put(group, lines(theirs, language)));
        return groups;
    }

    /** What Lethe leaves in people's browsers, in words. */
    public List<InventoryRow> browser(Locale language) {
        var words = new InventoryWording(messages, language, Map.of());
        return Stream.of(InBrowser.values()).map(words::line).toList();
    }

    /** In words: the columns of a table that are held on the same terms together. */
    public List<InventoryRow> lines(List<PersonalDataField> data, Locale language) {
        var words = new InventoryWording(messages, language, limits.inWords(language));
        return grouped(data, datum -> List.of(datum.table(), datum.terms())).stream()
                .map(words::line)
                .toList();
    }

    /** What a termination erases, in words. */
    public List<String> erased(Locale language) {
        return fate(true, language);
    }

    /** What a termination leaves, in words. */
    public List<String> retained(Locale language) {
        return fate(false, language);
    }

    /** What a group is called where people read what is stored of them. */
    public String group(Group group, Locale language) {
        return new InventoryWording(messages, language, Map.of()).group(group);
    }

    /** What a table is about, in words. */
    public String table(String table, Locale language) {
        return new InventoryWording(messages, language, Map.of()).table(table);
    }

    /** What a column is called, in words. */
    public String column(PersonalDataField datum, Locale language) {
        return new InventoryWording(messages, language, Map.of()).column(datum);
    }

    private List<String> fate(boolean erased, Locale language) {
        var words = new InventoryWording(messages, language, limits.inWords(language));
        return grouped(ofUsers(), PersonalDataField::table).stream()
                .flatMap(table -> fate(table, erased, words).stream())
                .distinct()
                .toList();
    }

    /** A table of which all goes, or all stays, needs no more than its name. */
    private static Optional<String> fate(List<PersonalDataField> table, boolean erased, InventoryWording words) {
        var goes = isErased(table)
                ? table
                : table.stream().filter(PersonalDataField::isErased).toList();
        var here = erased
                ? goes
                : table.stream().filter(datum -> !goes.contains(datum)).toList();
        var name = words.table(table.getFirst().table());
        if (here.isEmpty()) {
            return Optional.empty();
        } else {
            return Optional.of(
                    here.size() == table.size()
                            ? name
                            : words.what(table.getFirst().table(), here));
        }
    }

    /** Whether whole rows go, being the person's own. */
    private static boolean isErased(List<PersonalDataField> table) {
        return table.stream().anyMatch(datum -> datum.saysWhose() && datum.isErased());
    }

    private static List<List<PersonalDataField>> grouped(
            List<PersonalDataField> data, Function<PersonalDataField, Object> by) {
        Map<Object, List<PersonalDataField>> groups = new LinkedHashMap<>();
        data.forEach(datum -> groups.computeIfAbsent(by.apply(datum), key -> new ArrayList<>())
                .add(datum));
        return List.copyOf(groups.values());
    }
}
