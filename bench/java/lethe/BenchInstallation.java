package lethe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lethe.identity.roles.Roles;
import lethe.identity.users.BulkUserCreation;
import lethe.identity.users.CheckedUser;
import lethe.identity.users.NewUser;
import lethe.operator.console.OrganisationSetup;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.AttestationForm;
import lethe.privacy.consent.Consents;
import lethe.vault.vault.Vault;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** An installation in this process, with one organisation that is filled as an import does, without its file. */
public final class BenchInstallation implements AutoCloseable {
    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
    private static final String VOWELS = "aeiou";
    private static final int BATCH = 500;
    private final ConfigurableApplicationContext context;
    private final Vault vault;
    private final BulkUserCreation newcomers;
    private final Consents consents;
    private final Randomness randomness;
    private final TransactionTemplate transaction;
    private final Actor ada;
    private final String token;
    private final List<RoleId> roles;
    private int people;

    public BenchInstallation(Path place) throws IOException {
        context = run(place, context -> {});
        vault = context.getBean(Vault.class);
        newcomers = context.getBean(BulkUserCreation.class);
        consents = context.getBean(Consents.class);
        randomness = context.getBean(Randomness.class);
        transaction = context.getBean(TransactionTemplate.class);
        var admin = new NewUser(
                "Ada", "Admin", "ada@bench.example", UserType.ADMIN, null, new AttestationForm(true, 1, "en"), null);
        var founded = context.getBean(OrganisationSetup.class).byOperator(Actor.operator(), "Bench", "bench", admin, true);
        ada = Actor.user(
                founded.organisation().id(), founded.admin(), UserType.ADMIN, Arrays.asList(Permission.values()));
        token = Objects.requireNonNull(founded.token());
        roles = in(() -> context.getBean(Roles.class).choice(ada).stream()
                .map(choice -> choice.id())
                .toList());
    }

    /** Runs Lethe on the data at this place, which may have been filled before. */
    public static ConfigurableApplicationContext run(
            Path place, ApplicationContextInitializer<ConfigurableApplicationContext> also) throws IOException {
        Files.createDirectories(place);
        return new SpringApplicationBuilder(Lethe.class)
                .initializers(also)
                .logStartupInfo(false)
                .run(
                        "--server.port=0",
                        "--logging.level.root=error",
                        "--lethe.data=" + place.resolve("data"),
                        "--lethe.master-key-file=" + place.resolve("master.key"));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Actor ada() {
        return ada;
    }

    public String token() {
        return token;
    }

    public List<RoleId> roles() {
        return roles;
    }

    /** The number of users created so far, without Ada. */
    public int people() {
        return people;
    }

    public List<UserId> fill(int count) {
        var made = new ArrayList<UserId>();
        while (made.size() < count) {
            var some = Math.min(BATCH, count - made.size());
            made.addAll(in(() -> create(some)));
        }
        return made;
    }

    private List<UserId> create(int count) {
        var numbers = LongStream.range(people, people + count).toArray();
        people += count;
        var emails = Arrays.stream(numbers).mapToObj(BenchInstallation::email).toList();
        var slots = vault.claimAll(ada.organisation(), emails, newcomers::held);
        var some = IntStream.range(0, count)
                .mapToObj(at -> newcomer(numbers[at], slots.get(at).orElseThrow()))
                .toList();
        var ids = some.stream().map(CheckedUser::id).toList();
        newcomers.create(ada, some, Map.of(), consents.attestAll(ada, ids, 1, "en", Instant.now()));
        return ids;
    }

    private CheckedUser newcomer(long number, KeySlot slot) {
        return new CheckedUser(
                new UserId(randomness.uuid()),
                slot,
                name(number * 31),
                lastName(number),
                email(number),
                UserType.INTERNAL,
                roles.getLast());
    }

    public static String email(long number) {
        return "person" + number + "@bench.example";
    }

    public static String lastName(long number) {
        return name(number * 17 + 5);
    }

    /** Names of three syllables and a letter, so that about as many share three letters as in a telephone book. */
    private static String name(long number) {
        var rest = Math.floorMod(number * 2654435761L, 20_000_000L);
        var text = new StringBuilder();
        for (var syllable = 0; syllable < 3; syllable++) {
            text.append(CONSONANTS.charAt((int) (rest % 20))).append(VOWELS.charAt((int) (rest / 20 % 5)));
            rest /= 100;
        }
        text.append(CONSONANTS.charAt((int) rest));
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** In a transaction of the organisation. */
    public <T> T in(TenantContext.Work<T> work) {
        return TenantContext.in(ada.organisation(), () -> transaction.execute(status -> work.run()));
    }

    @Override
    public void close() {
        context.close();
    }
}
