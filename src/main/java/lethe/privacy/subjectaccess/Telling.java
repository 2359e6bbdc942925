package lethe.privacy.subjectaccess;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.personaldata.PersonalDataHolder.Sealed;
import lethe.privacy.inventory.PersonalDataField;

/** Reduces a row to what the caller may see: everything in their own rows, otherwise only the references to them. */
final class Telling {
    private static final String ID = "id";
    private final TableWithUsers table;
    private final UserId person;
    private final List<PersonalDataHolder> holders;
    private final String notHandedOut;

    Telling(TableWithUsers table, UserId person, List<PersonalDataHolder> holders, String notHandedOut) {
        this.table = table;
        this.person = person;
        this.holders = holders;
        this.notHandedOut = notHandedOut;
    }

    /** A column and its value: text, number, boolean, time, day or JSON. */
    record Told(PersonalDataField field, Object value) {}

    List<Told> tell(Map<String, Object> row) {
        var own = table.whose().map(whose -> names(whose, row)).orElse(true);
        return Stream.concat(numbered(row), table.columns().stream())
                .filter(field -> row.containsKey(field.column()))
                .filter(field -> own
                        || field.saysWhose()
                        || names(field, row)
                        || field.column().equals(ID))
                .map(field -> new Told(field, value(field, row)))
                .toList();
    }

    /** An id is not personal data, but it is needed to identify the thing. */
    private Stream<PersonalDataField> numbered(Map<String, Object> row) {
        var known = table.columns().stream().anyMatch(field -> field.column().equals(ID));
        return known || !(row.get(ID) instanceof UUID)
                ? Stream.empty()
                : Stream.of(id(table.columns().getFirst()));
    }

    private static PersonalDataField id(PersonalDataField like) {
        return new PersonalDataField(like.table(), ID, "uuid", like.group(), like.terms());
    }

    private boolean names(PersonalDataField field, Map<String, Object> row) {
        return field.namesSomebody() && person.value().equals(row.get(field.column()));
    }

    private Object value(PersonalDataField field, Map<String, Object> row) {
        var value = Objects.requireNonNull(row.get(field.column()));
        if (field.isSealed()) {
            return field.isSecret() ? notHandedOut : opened(field, row).orElse(notHandedOut);
        } else {
            return value instanceof UUID id ? Ids.text(field, row, id) : value;
        }
    }

    private Optional<String> opened(PersonalDataField field, Map<String, Object> row) {
        var sealed = new Sealed(field.table(), field.column(), row);
        return holders.stream().flatMap(holder -> holder.open(sealed).stream()).findFirst();
    }
}
