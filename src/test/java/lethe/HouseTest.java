package lethe;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Conditional;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModuleIdentifier;
import org.springframework.modulith.core.ApplicationModules;

/** Wings, rooms and their dependencies are as declared: rooms in their package-info, wings here. */
class HouseTest {
    /** What each wing uses. */
    private static final Map<String, String> ARROWS = arrows();

    /** What each room of the verifier uses: nothing of Lethe except each other. */
    private static final Map<String, String> VERIFIER = Map.of(
            "merkle", "",
            "dataintegrity", "checkpoints",
            "checkpoints", "merkle",
            "verify", "checkpoints dataintegrity merkle");

    private static final ApplicationModules ROOMS = ApplicationModules.of(Lethe.class);

    @Test
    void roomsUseOnlyWhatTheyDeclare() {
        ROOMS.verify();
    }

    /** Conditions are evaluated when Lethe is built (ADR 32). */
    @Test
    void noBeanDependsOnASetting() {
        var elements = OwnCode.CLASSES.stream()
                .flatMap(each -> Stream.<CanBeAnnotated>concat(Stream.of(each), each.getMethods().stream()));

        assertThat(elements.filter(
                        each -> each.isMetaAnnotatedWith(Conditional.class) || each.isAnnotatedWith(Conditional.class)))
                .isEmpty();
    }

    @Test
    void wingsUseOnlyWhatIsDeclaredHere() {
        var used = OwnCode.CLASSES.stream()
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .count();
        var found = new TreeMap<String, TreeSet<String>>();
        for (var each : OwnCode.CLASSES) {
            var wing = wing(each);
            if (!wing.isEmpty()) {
                found.computeIfAbsent(wing, none -> new TreeSet<>());
                each.getDirectDependenciesFromSelf().stream()
                        .map(arrow -> wing(arrow.getTargetClass().getBaseComponentType()))
                        .filter(target -> !target.isEmpty() && !target.equals(wing))
                        .forEach(found.get(wing)::add);
            }
        }

        assertThat(used).isPositive();
        assertThat(found.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, one -> String.join(" ", one.getValue()))))
                .isEqualTo(ARROWS);
    }

    /** Declared here, because the verifier has no Spring on its class path. */
    @Test
    void theVerifiersRoomsUseOnlyWhatIsDeclaredHere() {
        var found = ROOMS.stream()
                .filter(room -> room.getBasePackage().getName().startsWith(Rooms.VERIFIER))
                .collect(Collectors.toMap(
                        room -> room.getBasePackage().getLocalName(), room -> room.getDirectDependencies(ROOMS).stream()
                                .map(arrow ->
                                        arrow.getTargetModule().getBasePackage().getLocalName())
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(" "))));

        assertThat(found).isEqualTo(VERIFIER);
    }

    @Test
    void wingsFormNoCycle() {
        slices().matching("lethe.(*)..").should().beFreeOfCycles().check(OwnCode.CLASSES);
    }

    @Test
    void eachPackageWithClassesIsARoomOfAWing() {
        var rooms = ROOMS.stream().map(room -> room.getBasePackage().getName()).collect(Collectors.toSet());

        var packages = OwnCode.CLASSES.stream()
                .filter(each -> !wing(each).isEmpty())
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());

        assertThat(packages).isNotEmpty().isEqualTo(rooms);
    }

    @Test
    void theHouseStaysSmallEnoughToKnow() {
        var rooms = ROOMS.stream()
                .map(ApplicationModule::getIdentifier)
                .map(Object::toString)
                .collect(groupingBy(
                        name -> name.replaceAll("\\..*", ""),
                        TreeMap::new,
                        mapping(each -> each, toCollection(TreeSet::new))));

        assertThat(rooms).hasSizeLessThanOrEqualTo(14).allSatisfy((wing, its) -> assertThat(its)
                .hasSizeLessThanOrEqualTo(8));
        assertThat(ROOMS.stream().count()).isLessThanOrEqualTo(56);
        assertThat(ARROWS.values().stream()
                        .mapToInt(its -> its.isEmpty() ? 0 : its.split(" ").length)
                        .sum())
                .isLessThanOrEqualTo(60);
    }

    /** A room larger than this must be split by meaning. About 2,500 lines is what one person can know. */
    @Test
    void roomsStaySmallEnoughToRead() throws IOException {
        var read = 0;
        for (var room : ROOMS) {
            var folder =
                    Path.of("src/main/java", room.getBasePackage().getName().replace('.', '/'));
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    var sources = files.filter(Files::isRegularFile).toList();
                    var lines = 0;
                    for (var source : sources) {
                        lines += Files.readAllLines(source).size();
                    }
                    assertThat(sources).as(folder.toString()).hasSizeBetween(5, 30);
                    assertThat(lines).as(folder.toString()).isLessThanOrEqualTo(2_500);
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(45);
    }

    @Test
    void noChainOfRoomsIsLongerThanTwelve() {
        var uses = ROOMS.stream()
                .collect(Collectors.toMap(
                        ApplicationModule::getIdentifier, room -> room.getDirectDependencies(ROOMS).stream()
                                .map(arrow -> arrow.getTargetModule().getIdentifier())
                                .collect(Collectors.toSet())));
        var floors = new HashMap<ApplicationModuleIdentifier, Integer>();

        uses.keySet().forEach(room -> floor(room, uses, floors));

        assertThat(Collections.max(floors.values())).isBetween(2, 12);
    }

    private static int floor(
            ApplicationModuleIdentifier room,
            Map<ApplicationModuleIdentifier, Set<ApplicationModuleIdentifier>> uses,
            Map<ApplicationModuleIdentifier, Integer> known) {
        if (!known.containsKey(room)) {
            var below = uses.getOrDefault(room, Set.of()).stream()
                    .mapToInt(each -> floor(each, uses, known))
                    .max();
            known.put(room, 1 + below.orElse(0));
        }
        return known.get(room);
    }

    @Test
    void noTwoTypesShareASimpleName() {
        var all = new ClassFileImporter(List.of(OwnCode.NOT_GENERATED))
                .importPackages("lethe").stream()
                        .filter(type ->
                                type.isTopLevelClass() && !type.getName().startsWith("lethe.templates."))
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(groupingBy(
                                JavaClass::getSimpleName, TreeMap::new, mapping(JavaClass::getName, toList())));

        var shared = all.values().stream().filter(types -> types.size() > 1).toList();

        assertThat(all.size()).isGreaterThan(500);
        assertThat(shared).isEmpty();
    }

    private static Map<String, String> arrows() {
        return ListedLines.of("wings.txt").stream()
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(wing -> wing[0], wing -> wing[1].strip()));
    }

    /** Templates belong to the pages that show them; the main class is in no wing. */
    private static String wing(JavaClass type) {
        var parts = type.getPackageName().split("\\.");
        return parts.length > 1 && parts[0].equals("lethe") && !parts[1].equals("templates") ? parts[1] : "";
    }
}
