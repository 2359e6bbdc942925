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

/** What a row tells the person who asks: all of it where it is theirs; else no more than where it names them. */
final class Telling {
    private static final String ID = "id";
    private final TableWithUsers holding;
    private final UserId person;
    private final List<PersonalDataHolder> holders;
    private final String notHandedOut;

    Telling(TableWithUsers holding, UserId person, List<PersonalDataHolder> holders, String notHandedOut) {
        this.holding = holding;
        this.person = person;
        this.holders = holders;
        this.notHandedOut = notHandedOut;
    }

    /** A column and what is in it: text, number, yes or no, time, day or JSON. */
    record Told(PersonalDataField datum, Object value) {}

    List<Told> tell(Map<String, Object> row) {
        var own = holding.whose().map(whose -> names(whose, row)).orElse(true);
        return Stream.concat(numbered(row), holding.columns().stream())
                .filter(datum -> row.containsKey(datum.column()))
                .filter(datum -> own
                        || datum.saysWhose()
                        || names(datum, row)
                        || datum.column().equals(ID))
                .map(datum -> new Told(datum, value(datum, row)))
                .toList();
    }

    /** The id of a thing is not personal, but without it nobody knows which one is meant. */
    private Stream<PersonalDataField> numbered(Map<String, Object> row) {
        var known = holding.columns().stream().anyMatch(datum -> datum.column().equals(ID));
        return known || !(row.get(ID) instanceof UUID)
                ? Stream.empty()
                : Stream.of(id(holding.columns().getFirst()));
    }

    private static PersonalDataField id(PersonalDataField like) {
        return new PersonalDataField(like.table(), ID, "uuid", like.group(), like.terms());
    }

    private boolean names(PersonalDataField datum, Map<String, Object> row) {
        return datum.namesSomebody() && person.value().equals(row.get(datum.column()));
    }

    private Object value(PersonalDataField datum, Map<String, Object> row) {
        var value = Objects.requireNonNull(row.get(datum.column()));
        if (datum.isSealed()) {
            return datum.isSecret() ? notHandedOut : opened(datum, row).orElse(notHandedOut);
        } else {
            return value instanceof UUID id ? Ids.text(datum, row, id) : value;
        }
    }

    private Optional<String> opened(PersonalDataField datum, Map<String, Object> row) {
        var sealed = new Sealed(datum.table(), datum.column(), row);
        return holders.stream().flatMap(holder -> holder.open(sealed).stream()).findFirst();
    }
}
