package lethe.privacy.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lethe.LetheTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;

/** What a table holds has one name: as a title among one's own data, and on what a termination erases and keeps. */
@LetheTest
class NamesOfHoldingsTest {
    /** A receipt calls itself and its address "this receipt"; among one's own data there is none yet. */
    private static final Set<String> OF_RECEIPTS = Set.of("termination", "receipt_link");

    @Autowired
    private Inventory inventory;

    @Autowired
    private MessageSource messages;

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void titlesAndReceiptsUseTheSameWords(String language) {
        var locale = Locale.of(language);
        var named = named();

        assertThat(named).containsKeys("account", "session", "newsletter_consent", "access_review_person");
        assertThat(named).allSatisfy((table, word) -> assertThat(plain(inventory.table(table, locale)))
                .as(table)
                .isEqualTo(plain(messages.getMessage("receipt.what." + word, null, locale))));
    }

    /** Tables that have a word of their own on receipts, and share it with no other. */
    private Map<String, String> named() {
        var words = new TreeMap<String, Set<String>>();
        inventory.ofUsers().stream()
                .filter(field -> !field.called().word().isEmpty())
                .forEach(field -> words.computeIfAbsent(field.table(), table -> new TreeSet<>())
                        .add(field.called().word()));
        words.keySet().removeAll(OF_RECEIPTS);
        var tables = words.values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
        return words.entrySet().stream()
                .filter(table -> table.getValue().size() == 1)
                .map(table ->
                        Map.entry(table.getKey(), List.copyOf(table.getValue()).getFirst()))
                .filter(table -> tables.getOrDefault(table.getValue(), 0L) == 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Without articles, which titles do not have; the register says e-mail, the product email. */
    private static String plain(String words) {
        return words.toLowerCase(Locale.ROOT)
                .replaceFirst("^(the|an?|all|die|das|der|eine|alle) ", "")
                .replace("e-mail", "email");
    }
}
