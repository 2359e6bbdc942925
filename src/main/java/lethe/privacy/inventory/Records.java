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

/**
 * Builds the records of processing activities from the inventory: one activity per group and purpose of the declared
 * columns.
 */
@Component
public class Records {
    private static final int MEASURES = 7;
    private final Inventory inventory;
    private final Organisations organisations;
    private final RetentionPolicy retentionPolicy;
    private final MessageSource messages;

    Records(Inventory inventory, Organisations organisations, RetentionPolicy retentionPolicy, MessageSource messages) {
        this.inventory = inventory;
        this.organisations = organisations;
        this.retentionPolicy = retentionPolicy;
        this.messages = messages;
    }

    /** The record under Art. 30(1), for the organisation in scope. */
    @Transactional(readOnly = true)
    public Processing ofController(Actor actor, Locale language) {
        actor.need(Permission.MANAGE_ORGANISATION);
        var wording = new InventoryWording(messages, language, retentionPolicy.inWords(language));
        return of("30(1)", List.of(controller(organisations.current(), wording)), wording);
    }

    /** The record under Art. 30(2), for the operator. */
    public Processing ofProcessor(Actor operator, Locale language) {
        operator.needOperator();
        var wording = new InventoryWording(messages, language, retentionPolicy.inWords(language));
        var processor = new Party(wording.text("processing.processor"), "", organisations.operatorSupport());
        var controllers = organisations.all().stream()
                .map(id -> TenantContext.in(id, () -> controller(organisations.current(), wording)));
        return of("30(2)", Stream.concat(Stream.of(processor), controllers).toList(), wording);
    }

    private static Party controller(Organisation organisation, InventoryWording wording) {
        return new Party(wording.text("processing.controller"), organisation.name(), organisation.support());
    }

    private Processing of(String article, List<Party> parties, InventoryWording wording) {
        var all = inventory.all();
        var purposes = new TreeMap<Group, Map<String, List<PersonalDataField>>>(all.stream()
                .collect(Collectors.groupingBy(
                        PersonalDataField::group,
                        Collectors.groupingBy(
                                field -> field.terms().purpose(), LinkedHashMap::new, Collectors.toList()))));
        var ofUsers = all.stream()
                .filter(PersonalDataField::namesSomebody)
                .map(PersonalDataField::table)
                .toList();
        return new Processing(
                article,
                parties,
                purposes.values().stream()
                        .flatMap(group -> group.values().stream())
                        .map(data -> activity(data, ofUsers, wording))
                        .toList(),
                wording.text("processing.transfers.text"),
                IntStream.rangeClosed(1, MEASURES)
                        .mapToObj(number -> wording.text("processing.measure." + number))
                        .toList());
    }

    private static Activity activity(List<PersonalDataField> data, List<String> ofUsers, InventoryWording wording) {
        return new Activity(
                wording.activity(data.getFirst().group()),
                wording.purpose(data.getFirst().terms().purpose()),
                distinct(
                        data,
                        field -> wording.text(
                                "processing.subjects." + (ofUsers.contains(field.table()) ? "users" : "contacts"))),
                data.stream()
                        .collect(Collectors.groupingBy(
                                PersonalDataField::table, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(table -> wording.what(table.getKey(), table.getValue()))
                        .distinct()
                        .toList(),
                distinct(data, field -> wording.basis(field.terms())),
                distinct(
                        data,
                        field -> wording.text(
                                "inventory.recipients." + field.terms().recipients())),
                distinct(data, field -> wording.retention(field.terms())));
    }

    private static List<String> distinct(List<PersonalDataField> data, Function<PersonalDataField, String> wording) {
        return data.stream().map(wording).distinct().toList();
    }
}
