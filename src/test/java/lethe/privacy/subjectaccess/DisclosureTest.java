package lethe.privacy.subjectaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.TypeId;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.PersonalDataField;
import lethe.privacy.inventory.Terms;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The download is complete: it contains everything that any table holds about a person, as the inventory declares it.
 */
@LetheTest
class DisclosureTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,}(_[A-Z]+)*|[a-z]+(\\.[a-z-]+)+");
    private static final Pattern SHOWN = Pattern.compile("(?s)<dd>(.*?)</dd>");
    private static final List<String> WORDS = List.of("stored.", "stored.kind.", "stored.way.", "audit.value.");

    /** Inserts data that exists only for people who cannot download it any more. */
    private static final String PLANTED = """
            insert into one_time_link (organisation_id, user_id, hash, expires_at) values (:house, :vera, 'link', now());
            insert into work (organisation_id, kind, subject, due) values (:house, 'CANARY', :vera, now());
            with listed as (select forget_later(:vera, array [nextval('key_slot')]))
            delete from work where (select count(*) from listed) = 0;
            insert into termination (organisation_id, user_id, receipt_id, terminated_at, self, erased, retained_until, entry_id,
                                     entry_hash)
            values (:house, :vera, gen_random_uuid(), now(), true, '[]', '2036-11-21', gen_random_uuid(), 'hash');
            insert into receipt_link (organisation_id, hash, user_id, expires_at) values (:house, 'hash', :vera, now());
            insert into mail (id, organisation_id, user_id, kind, language, queued_at)
            values (:mail, :house, :vera, 'canary', 'en', now());
            insert into pending_email (organisation_id, user_id, key_slot, email, hash, expires_at)
            values (:house, :vera, :slot, :pending, 'hash', now());
            insert into former_email (organisation_id, mail_id, user_id, key_slot, email)
            values (:house, :mail, :vera, :slot, :former);
            insert into billing_details (organisation_id, partner_id, key_slot, particulars, version, updated_at, updated_by)
            select :house, id, 4000000000 + nextval('key_slot'), 'sealed', 1, now(), :vera
            from partner;
            insert into user_import (id, organisation_id, created_at, created_by, status, lines, started_at, started_by,
                                     notice_version, language)
            values (:mail, :house, now(), :vera, 'RUNNING', 1, now(), :vera, 1, 'en');
            insert into access_review (id, organisation_id, created_at, created_by, status, finding, months, act, people, started_at,
                                       started_by, language)
            values (:mail, :house, now(), :vera, 'RUNNING', 'NOT_SEEN', 6, 'TERMINATION', 1, now(), :vera, 'en');
            insert into access_review_person (organisation_id, review_id, user_id, outcome, why)
            values (:house, :mail, :vera, 'LEFT_OUT', 'gone');
            insert into imported_line (organisation_id, import_id, line, user_id) values (:house, :mail, 1, :vera);
            insert into mailing (organisation_id, issue_id) values (:house, :mail);
            insert into delivery (organisation_id, id, issue_id, user_id, state, due)
            values (:house, :mail, :mail, :vera, 'SENT', now())
            """;

    private static final UUID MAIL = UUID.fromString("018f0000-0000-7000-8000-00000000a11c");

    @Autowired
    private Stage stage;

    @Autowired
    private Inventory inventory;

    @Autowired
    private MessageSource messages;

    @Autowired
    private Vault vault;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private House house;
    private Stage.Person vera;
    private UUID veraId;

    @BeforeEach
    void veraHasTouchedEverything() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");
        veraId = UserId.parse(vera.id()).orElseThrow().value();
        vera.api().post("/me/tokens", Map.of("name", "canary token"));
        vera.api().post("/me/recovery-codes", Map.of());
        var form = house.form("Edo", Stage.email("edo"), "INTERNAL", "Viewer");
        assertThat(vera.api()
                        .with("Idempotency-Key", "canary")
                        .post("/users", form)
                        .status())
                .isEqualTo(201);
        var partner = vera.api().post("/partners", Map.of("name", "Nordlicht")).text("id");
        vera.api().post("/partners/" + partner + "/deactivation", Map.of("reason", "canary reason"));
        var newsletter = Map.of("name", "News", "about", "What is new.", "frequency", "Monthly.");
        var news = vera.api().post("/newsletters", newsletter).text("id");
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));
        var again = house.person(stage.anybody(), "Nora", "INTERNAL", "Viewer").id();
        vera.api().post("/users/" + again + "/suspension", Map.of("reason", "never shown to Vera"));
    }

    @Test
    void containsEveryRowAboutThePerson() {
        plant();
        var told = vera.api().get("/me/data").json();

        for (var table : tables().entrySet()) {
            var rows = rowsThatNameVera(table.getKey());
            assertThat(rows).as("a canary in %s", table.getKey()).isNotEmpty();

            var records = records(told, table.getKey());

            assertThat(records).as(table.getKey()).hasSameSizeAs(rows);
            assertThat(rows).allSatisfy(row -> assertThat(records)
                    .as("%s: %s", table.getKey(), row)
                    .anyMatch(record -> tells(record, row, table.getValue())));
        }
    }

    /** Ids of other things are not indexed: searching for a person in them would scan the whole table. */
    @Test
    void searchesExactlyTheColumnsThatReferToPeople() {
        var looked = tables().entrySet().stream()
                .flatMap(table -> new TableWithUsers(table.getKey(), table.getValue()).names().stream())
                .map(PersonalDataField::name)
                .toList();
        var ofPeople = inventory.ofUsers().stream()
                .filter(TableWithUsers::refersToPeople)
                .map(PersonalDataField::name);

        assertThat(looked)
                .containsAll(ofPeople.toList())
                .contains("app_user.created_by", "app_user.terminated_by", "attestation.attested_by", "suspension.by")
                .contains("credential.handed_over_by", "one_time_link.issued_by", "own_consent.handed_over_by")
                .contains("audit_entry.target_id", "idempotency_key.created_id", "work.subject")
                .contains("pending_forgetting.subject", "termination.terminated_by")
                .doesNotContain("app_user.role_id", "app_user.last_role_id", "delivery.issue_id", "session.id")
                .doesNotContain("newsletter_choice.newsletter_id", "newsletter_consent.newsletter_id")
                .doesNotContain("termination.receipt_id", "termination.entry_id");
    }

    /** An id of an unknown kind would be taken for that of a user who does not exist. */
    @Test
    void idsHaveTheirUsualPrefix() {
        plant();
        var news = vera.api().get("/me/newsletters").json().at("/items/0/id").asString();
        var told = vera.api().get("/me/data").json();

        var users = texts(told.path("data")).flatMap(text -> UserId.parse(text).stream());

        assertThat(users.map(UserId::value).collect(Collectors.toSet()))
                .contains(veraId)
                .isSubsetOf(idsOf("app_user"));
        assertThat(records(told, "newsletter_choice"))
                .extracting(row -> row.path("newsletterId").asString())
                .containsOnly(news);
        assertThat(records(told, "newsletter_consent"))
                .extracting(row -> row.path("newsletterId").asString())
                .containsOnly(news);
        assertThat(ids(told, "user_import")).containsOnly(TypeId.text("import", MAIL));
        assertThat(ids(told, "access_review")).containsOnly(TypeId.text("review", MAIL));
        assertThat(ids(told, "session")).allMatch(id -> id.startsWith("session_"));
        assertThat(ids(told, "access_token")).isNotEmpty().allMatch(id -> id.startsWith("token_"));
    }

    @Test
    void everyIdColumnHasAPrefix() {
        var numbered = jdbc.sql("""
                        select table_name from information_schema.columns
                        where column_name = 'id' and data_type = 'uuid' and table_name in (:tables)
                        """).param("tables", tables().keySet()).query(String.class).list().stream()
                .map(table -> uuid(table, "id"));
        var columns = Stream.concat(numbered, inventory.ofUsers().stream())
                .filter(PersonalDataField::namesSomebody)
                .toList();

        assertThat(columns).hasSizeGreaterThan(40).allSatisfy(column -> assertThat(Ids.text(column, Map.of(), MAIL))
                .as(column.name())
                .endsWith(column.column().equals("created_id") ? MAIL.toString() : TypeId.encode(MAIL)));
        assertThatIllegalStateException()
                .isThrownBy(() -> Ids.text(uuid("app_user", "canary_id"), Map.of(), MAIL))
                .withMessageContaining("app_user.canary_id");
    }

    private PersonalDataField uuid(String table, String column) {
        var like = Objects.requireNonNull(tables().get(table)).getFirst();
        return new PersonalDataField(
                table,
                column,
                "uuid",
                like.group(),
                new Terms("canary", "6(1)(b)", "termination", "nobody", Terms.Fate.ERASED));
    }

    private static List<String> ids(JsonNode told, String table) {
        return records(told, table).stream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    private List<UUID> idsOf(String table) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status ->
                        jdbc.sql("select id from " + table).query(UUID.class).list()));
    }

    @Test
    void opensSealedValuesButWithholdsHashes() {
        var body = vera.api().get("/me/data");

        assertThat(records(body.json(), "account")).singleElement().satisfies(account -> assertThat(
                        account.path("email").asString())
                .isEqualTo(vera.email()));
        assertThat(records(body.json(), "credential"))
                .filteredOn(credential -> credential.path("userId").asString().equals(vera.id()))
                .singleElement()
                .satisfies(own -> assertThat(own.path("password").asString()).startsWith("only a hash or sealed"));
        assertThat(body.body()).doesNotContain("argon2", "never shown to Vera");
    }

    @Test
    void opensPendingAndFormerEmails() {
        plant();

        var told = vera.api().get("/me/data").json();

        assertThat(records(told, "pending_email")).singleElement().satisfies(pending -> assertThat(
                        pending.path("email").asString())
                .isEqualTo("new@" + Stage.CANARY + ".example"));
        assertThat(records(told, "former_email")).singleElement().satisfies(former -> assertThat(
                        former.path("email").asString())
                .isEqualTo("former@" + Stage.CANARY + ".example"));
    }

    @Test
    void disclosesOnlyTheLinkToOtherUsers() {
        var users = records(vera.api().get("/me/data").json(), "app_user");

        assertThat(users).hasSize(2);
        assertThat(users)
                .filteredOn(user -> !user.path("id").asString().equals(vera.id()))
                .singleElement()
                .satisfies(edo -> assertThat(edo.propertyNames()).containsExactlyInAnyOrder("id", "createdBy"));
    }

    @Test
    void explainsTheDataAndIsAudited() {
        var answer = vera.api().with("Accept-Language", "de").get("/me/data");

        assertThat(answer.http().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"my-data.json\"");
        assertThat(answer.text("person")).isEqualTo(vera.id());
        assertThat(answer.json().at("/organisation/id").asString()).isEqualTo(house.id());
        assertThat(answer.json().path("remarks").size()).isEqualTo(5);
        assertThat(answer.json().path("why").valueStream())
                .anyMatch(line -> line.path("what").asString().equals("E-Mail-Adresse"));
        assertThat(house.ada()
                        .get("/audit?action=me.data-exported&actor=" + vera.id())
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void requiresANewPasswordButNoConsent() {
        var email = Stage.email("nora");
        var created = house.create("Nora", email, "INTERNAL", "Viewer");
        var first = signIn(email, created.text("temporaryPassword"));
        assertThat(first.get("/me/data").problem()).isEqualTo("new-password-required");

        first.post("/me/password", Map.of("newPassword", Stage.PASSWORD));

        assertThat(records(signIn(email, Stage.PASSWORD).get("/me/data").json(), "app_user"))
                .singleElement()
                .satisfies(nora -> assertThat(nora.path("firstName").asString()).isEqualTo("Nora"));
    }

    @Test
    void thePageShowsTheSame() {
        var page = vera.api().with("Accept-Language", "en").page("/profile/data");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Vera", vera.email(), "canary token", "canary reason", "Download everything (JSON)")
                .contains("to sign the person in and to write to them", "until termination")
                .doesNotContain("argon2");
    }

    /** The time to build the page does not depend on the number of rows: counting stops at a thousand. */
    @Test
    void countsUpToAThousand() {
        many(999);
        assertThat(myData("en")).contains("<summary>Imports: 999 entries</summary>");
        many(1000);
        assertThat(myData("en")).contains("1,000 entries").doesNotContain("more than");
        many(2500);

        assertThat(myData("en")).contains("more than 1,000 entries");
        assertThat(myData("de")).contains("mehr als 1.000 Einträge");
        assertThat(records(vera.api().get("/me/data").json(), "user_import")).hasSize(2500);
    }

    private String myData(String language) {
        return vera.api()
                .with("Accept-Language", language)
                .page("/profile/data")
                .body();
    }

    private void many(int imports) {
        in(() -> jdbc.sql("""
                insert into user_import (id, organisation_id, created_at, created_by, status, lines)
                select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, :house,
                       timestamptz '2020-01-01 00:00Z' + n * interval '1 minute', :vera, 'CHECKED', n
                from generate_series(1, :many) n
                on conflict do nothing
                """)
                .param("house", organisation().value())
                .param("vera", veraId)
                .param("many", imports)
                .update());
    }

    /** Otherwise users could enter the id of anyone, even a terminated user, and read their name. */
    @Test
    void enteredIdsAreNotResolvedToNames() {
        var viewer = house.person(stage.anybody(), "Walter", "INTERNAL", "Viewer");
        var gone = house.person(stage.anybody(), "Gustav", "INTERNAL", "Viewer");
        var partner = house.ada().post("/partners", Map.of("name", "Morgenrot")).text("id");
        var typed = List.of(gone.id(), partner, house.role("Administrator"), viewer.id());
        typed.forEach(text -> assertThat(
                        viewer.api().post("/me/tokens", Map.of("name", text)).status())
                .isEqualTo(201));
        house.ada().patch("/users/" + viewer.id(), Map.of("firstName", gone.id(), "lastName", partner));
        house.ada().form("/users/" + gone.id() + "/termination", Map.of());
        assertThat(house.ada().get("/users/" + gone.id()).text("status")).isEqualTo("TERMINATED");

        var page = viewer.api().with("Accept-Language", "en").page("/profile/data");

        assertThat(page.body()).contains(typed).doesNotContain("Gustav", "Morgenrot");
    }

    /** Covers every stored constant, and the ids of people and things that have names. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void thePageHasWordsWhereTheDownloadHasCodes(String language) {
        plant();
        var codes = texts(vera.api().get("/me/data").json().path("data"))
                .filter(CODE.asMatchPredicate().or(text -> text.equals(vera.id()) || text.startsWith("role_")))
                .filter(text -> !text.equalsIgnoreCase("canary"))
                .collect(Collectors.toSet());

        var page = vera.api().with("Accept-Language", language).page("/profile/data");

        var shown = SHOWN.matcher(page.body()).results().map(one -> one.group(1).strip());
        assertThat(codes)
                .contains("INTERNAL", "user.created", "LEFT_OUT", vera.id())
                .hasSizeGreaterThan(15);
        assertThat(shown).isNotEmpty().doesNotContainAnyElementsOf(codes);
    }

    /** The possible values of a column are in its check constraint: a new constant needs a message. */
    @Test
    void everyStoredConstantHasAMessage() {
        var constants = jdbc.sql("""
                        select distinct pair[1] from pg_constraint
                        cross join lateral regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]{3,})''', 'g') as pair
                        where contype = 'c' and conrelid::regclass::text in (:tables)
                        """)
                .param("tables", tables().keySet())
                .query(String.class)
                .list();

        assertThat(constants).contains("INVITED", "LINK_BY_MAIL", "CONTINUE");
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(constants).allSatisfy(constant -> assertThat(
                            WORDS.stream().map(key -> messages.getMessage(key + constant, null, null, language)))
                    .as("%s in %s", constant, language)
                    .anyMatch(Objects::nonNull));
        }
    }

    private static Stream<String> texts(JsonNode json) {
        return json.isString()
                ? Stream.of(json.asString())
                : json.isArray()
                        ? json.valueStream().flatMap(DisclosureTest::texts)
                        : json.propertyStream()
                                .filter(member -> !member.getKey().equals("table"))
                                .flatMap(member -> texts(member.getValue()));
    }

    private Api signIn(String email, String password) {
        var form = Map.of("organisation", house.slug(), "email", email, "password", password);
        return stage.anybody().as(stage.anybody().post("/sign-in", form).text("token"));
    }

    private void plant() {
        in(() -> {
            var slot = vault.newSecretsSlot(organisation());
            var values = Map.of(
                    "house", organisation().value(),
                    "vera", veraId,
                    "mail", MAIL,
                    "slot", slot.number(),
                    "pending", sealed(slot, new SealContext("pending_email", "email", veraId), "new"),
                    "former", sealed(slot, new SealContext("former_email", "email", MAIL), "former"));
            List.of(PLANTED.split(";"))
                    .forEach(statement -> jdbc.sql(statement).params(values).update());
        });
    }

    private byte[] sealed(KeySlot slot, SealContext place, String name) {
        return vault.seal(organisation(), slot, place, name + "@" + Stage.CANARY + ".example");
    }

    private Map<String, List<PersonalDataField>> tables() {
        return inventory.ofUsers().stream().collect(Collectors.groupingBy(PersonalDataField::table));
    }

    /** Searches all columns, independently of how the download searches. */
    private List<JsonNode> rowsThatNameVera(String table) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc
                        .sql("select to_jsonb(it)::text from " + table + " it where to_jsonb(it)::text like :vera")
                        .param("vera", "%" + veraId + "%")
                        .query(String.class)
                        .list()
                        .stream()
                        .map(JSON::readTree)
                        .toList()));
    }

    private static List<JsonNode> records(JsonNode told, String table) {
        return told.path("data")
                .valueStream()
                .filter(one -> one.path("table").asString().equals(table))
                .flatMap(one -> one.path("records").valueStream())
                .toList();
    }

    private boolean tells(JsonNode record, JsonNode row, List<PersonalDataField> columns) {
        var whose = columns.stream().filter(PersonalDataField::saysWhose).findFirst();
        var own = whose.map(column -> row.path(column.column()).asString().equals(veraId.toString()))
                .orElse(true);
        return columns.stream()
                .filter(column -> !row.path(column.column()).isNull())
                .filter(column -> own || row.path(column.column()).asString().equals(veraId.toString()))
                .allMatch(column -> says(record.path(camelCase(column.column())), row.path(column.column()), column));
    }

    private static boolean says(JsonNode told, JsonNode stored, PersonalDataField column) {
        return switch (column.type()) {
            case "uuid" ->
                told.asString().endsWith(TypeId.encode(UUID.fromString(stored.asString())))
                        || told.asString().equals(stored.asString());
            case "timestamp with time zone" ->
                OffsetDateTime.parse(told.asString()).toInstant().toEpochMilli()
                        == OffsetDateTime.parse(stored.asString()).toInstant().toEpochMilli();
            case "bytea" -> !told.asString().isEmpty();
            default -> told.equals(stored);
        };
    }

    private static String camelCase(String column) {
        return Pattern.compile("_(.)").matcher(column).replaceAll(one -> one.group(1)
                .toUpperCase(Locale.ROOT));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    private void in(Runnable work) {
        TenantContext.run(organisation(), () -> transaction.executeWithoutResult(status -> work.run()));
    }
}
