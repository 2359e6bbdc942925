package lethe.privacy.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.organisations.Organisation;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.privacy.inventory.Processing.Activity;
import lethe.privacy.inventory.Processing.Party;
import lethe.privacy.retention.RetentionPolicy;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The records of processing activities: every group of data is an activity, with each purpose that a column names, and nothing else is. */
@Component
public class Records {
    private static final int MEASURES = 7;
    private final Inventory inventory;
    private final Organisations organisations;
    private final RetentionPolicy limits;
    private final MessageSource messages;

    Records(Inventory inventory, Organisations organisations, RetentionPolicy limits, MessageSource messages) {
        this.inventory = inventory;
        this.organisations = organisations;
        this.limits = limits;
        this.messages = messages;
    }

    /** Art. 30(1), of the organisation in scope. */
    @Transactional(readOnly = true)
    public Processing ofController(Actor actor, Locale language) {
        actor.need(Permission.MANAGE_ORGANISATION);
        var words = new InventoryWording(messages, language, limits.inWords(language));
        return of("30(1)", List.of(controller(organisations.current(), words)), words);
    }

    /** Art. 30(2), of the operator; whoever calls has made sure that it is the operator who asks. */
    public Processing ofProcessor(Locale language) {
        var words = new InventoryWording(messages, language, limits.inWords(language));
        var processor = new Party(words.text("processing.processor"), "", organisations.operatorSupport());
        var controllers = organisations.all().stream()
                .map(id -> TenantContext.in(id, () -> controller(organisations.current(), words)));
        return of("30(2)", Stream.concat(Stream.of(processor), controllers).toList(), words);
    }

    private static Party controller(Organisation organisation, InventoryWording words) {
        return new Party(words.text("processing.controller"), organisation.name(), organisation.support());
    }

    private Processing of(String article, List<Party> parties, InventoryWording words) {
        var all = inventory.all();
        var purposes = new TreeMap<Group, Map<String, List<PersonalDataField>>>(all.stream()
                .collect(Collectors.groupingBy(
                        PersonalDataField::group,
                        Collectors.groupingBy(
                                datum -> datum.terms().purpose(), LinkedHashMap::new, Collectors.toList()))));
        var ofUsers = all.stream()
                .filter(PersonalDataField::namesSomebody)
                .map(PersonalDataField::table)
                .toList();
        return new Processing(
                article,
                parties,
                purposes.values().stream()
                        .flatMap(group -> group.values().stream())
                        .map(data -> activity(data, ofUsers, words))
                        .toList(),
                words.text("processing.transfers.text"),
                IntStream.rangeClosed(1, MEASURES)
                        .mapToObj(number -> words.text("processing.measure." + number))
                        .toList());
    }

    private static Activity activity(List<PersonalDataField> data, List<String> ofUsers, InventoryWording words) {
        return new Activity(
                words.activity(data.getFirst().group()),
                words.purpose(data.getFirst().terms().purpose()),
                distinct(
                        data,
                        datum -> words.text(
                                "processing.subjects." + (ofUsers.contains(datum.table()) ? "users" : "contacts"))),
                data.stream()
                        .collect(Collectors.groupingBy(
                                PersonalDataField::table, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(table -> words.what(table.getKey(), table.getValue()))
                        .distinct()
                        .toList(),
                distinct(data, datum -> words.basis(datum.terms())),
                distinct(
                        data,
                        datum -> words.text(
                                "inventory.recipients." + datum.terms().recipients())),
                distinct(data, datum -> words.retention(datum.terms())));
    }

    private static List<String> distinct(List<PersonalDataField> data, Function<PersonalDataField, String> words) {
        return data.stream().map(words).distinct().toList();
    }
}
