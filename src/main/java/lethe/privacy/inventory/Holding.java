package lethe.privacy.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.personaldata.DataCategory;

/**
 * What a table may hold about a person under one name.
 *
 * @param where selects the rows, with {@code :person} as parameter
 * @param another whether the rows belong to someone else
 * @param goes whether a termination deletes the rows
 */
record Holding(
        String table, String word, String where, boolean another, boolean goes, String purpose, String retention) {
    private static final String WHOSE = "identification";
    private static final Map<String, String> GROUNDS = Map.of(
            "proof-of-consent", "proof of consent, Art. 7(1) and 17(3)(b) and (e) GDPR",
            "proof-of-erasure", "proof of this erasure, Art. 5(2) and 17(3)(b) and (e) GDPR",
            "access-review", "proof that access was reviewed, Art. 5(2) and 17(3)(b) and (e) GDPR",
            "repeats", "to create once what was sent twice, Art. 6(1)(f) GDPR");

    /** Phrases for data that have no end date yet. */
    private static final Map<String, String> ENDS = Map.of(
            "evidence", "for good, being of ids alone",
            "with-partner", "until somebody changes it, or the partner is deleted",
            "until-replaced", "until it is replaced");

    private static final String WITH_ANOTHER = "until the data of the other person end";

    /** Derives the holdings of one table from the declarations of its columns. */
    static Stream<Holding> of(List<PersonalDataField> table) {
        var whose = table.stream().filter(PersonalDataField::saysWhose).findFirst();
        var rowsGo = whose.filter(PersonalDataField::isErased).isPresent();
        var own = whose.stream().flatMap(column -> own(table, column, rowsGo));
        return Stream.concat(own, table.stream().flatMap(column -> named(column, whose)));
    }

    private static Stream<Holding> own(List<PersonalDataField> table, PersonalDataField whose, boolean rowsGo) {
        return table.stream()
                .filter(field -> rowsGo || !field.isErased())
                .filter(field -> !field.called().word().isEmpty())
                .collect(Collectors.groupingBy(field -> field.called().word(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(columns -> {
                    var main = main(columns);
                    return new Holding(
                            main.table(),
                            main.called().word(),
                            quoted(whose.column()) + " = :person",
                            false,
                            rowsGo,
                            main.terms().purpose(),
                            main.terms().retention());
                });
    }

    /** Identifying the owner of a row is not a purpose in itself, so any other purpose is preferred. */
    private static PersonalDataField main(List<PersonalDataField> columns) {
        Predicate<PersonalDataField> whose = field -> field.terms().purpose().equals(WHOSE);
        return columns.stream().filter(whose.negate()).findFirst().orElse(columns.getFirst());
    }

    private static Stream<Holding> named(PersonalDataField column, Optional<PersonalDataField> whose) {
        var another = whose.map(owner -> " and " + quoted(owner.column()) + " <> :person")
                .orElse("");
        return column.called().names().stream()
                .map(naming -> new Holding(
                        column.table(),
                        naming.word(),
                        quoted(column.column()) + " = :person" + another
                                + (naming.where() == null ? "" : " and " + naming.where()),
                        whose.isPresent(),
                        false,
                        column.terms().purpose(),
                        naming.until() == null ? column.terms().retention() : naming.until()));
    }

    String ground() {
        return GROUNDS.getOrDefault(purpose, RetainedData.ACCOUNTING);
    }

    /** When it ends: the day if it is known now, otherwise a phrase. */
    String until(Ends ends) {
        if (another && isBoundToAPerson()) {
            return WITH_ANOTHER;
        } else if (retention.equals(DataCategory.RETAINED_RECORD.key())) {
            return ends.record().toString();
        } else {
            return Optional.ofNullable(ENDS.get(retention)).orElseGet(() -> ends.of(DataCategory.valueOf(
                            retention.toUpperCase(Locale.ROOT).replace('-', '_')))
                    .toString());
        }
    }

    private boolean isBoundToAPerson() {
        return retention.equals(DataCategory.RETAINED_RECORD.key()) || retention.equals("account");
    }

    String query() {
        return "select from " + quoted(table) + " where " + where;
    }

    /**
     * Names come from the database catalogue, never from a request. They are quoted because some, such as {@code by},
     * are SQL keywords.
     */
    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
