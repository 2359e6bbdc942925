package lethe.privacy.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.privacy.notices.Notice.Status;
import lethe.privacy.notices.Notice.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class NoticeStore {
    /** Derives the status from the current time, so that versions come into force without a job. */
    private static final String NOTICES = """
            select n.version, n.in_force_from, t.language, t.summary, t.markdown, t.register,
                   case
                       when n.in_force_from is null then 'DRAFT'
                       when exists (
                           select
                           from notice newer
                           where newer.organisation_id = n.organisation_id and newer.version > n.version
                             and newer.in_force_from <= greatest(n.in_force_from, :now)
                       ) then 'SUPERSEDED'
                       when n.in_force_from > :now and n.version > 1 then 'SCHEDULED'
                       else 'PUBLISHED'
                   end as status
            from notice n
            join notice_text t on t.organisation_id = n.organisation_id and t.version = n.version
            """;

    private static final String IN_ORDER = " order by n.version desc, t.language";
    private final JdbcClient jdbc;
    private final Register register;
    private final Clock clock;

    NoticeStore(JdbcClient jdbc, Register register, Clock clock) {
        this.jdbc = jdbc;
        this.register = register;
        this.clock = clock;
    }

    /** Locks the organisation's notices for writing until the transaction ends. */
    void lock(OrganisationId organisation) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(18, hashtext(:organisation))")
                .param("organisation", organisation.toString())
                .query(Integer.class)
                .single();
    }

    /** The next version number; valid while {@link #lock} is held. */
    int nextVersion() {
        return jdbc.sql("select coalesce(max(version), 0) + 1 from notice")
                .query(Integer.class)
                .single();
    }

    void insertDraft(OrganisationId organisation, int version) {
        jdbc.sql("insert into notice (organisation_id, version) values (:organisation, :version)")
                .param("organisation", organisation.value())
                .param("version", version)
                .update();
    }

    void writeTexts(OrganisationId organisation, int version, Map<String, Layers> texts) {
        jdbc.sql("delete from notice_text where version = :version")
                .param("version", version)
                .update();
        texts.forEach((language, layers) -> jdbc.sql("""
                insert into notice_text (organisation_id, version, language, summary, markdown, register, hash)
                values (:organisation, :version, :language, :summary, :markdown, :register, :hash)
                """)
                .param("organisation", organisation.value())
                .param("version", version)
                .param("language", language)
                .param("summary", layers.summary())
                .param("markdown", layers.markdown())
                .param("register", layers.register())
                .param("hash", layers.hash())
                .update());
    }

    /** Freezes the register of stored data as the draft shows it. */
    void publish(OrganisationId organisation, Notice draft, Instant from) {
        var frozen = new TreeMap<String, Layers>();
        draft.texts().forEach((language, text) -> frozen.put(language, Layers.of(text)));
        writeTexts(organisation, draft.version(), frozen);
        jdbc.sql("""
                update notice
                set published_at = :now, in_force_from = :from
                where version = :version and published_at is null
                """)
                .param("now", ResultColumns.time(clock.instant()))
                .param("from", ResultColumns.time(from))
                .param("version", draft.version())
                .update();
    }

    Optional<Notice> find(int version) {
        return notices(jdbc.sql(NOTICES + "where n.version = :version" + IN_ORDER)
                        .param("version", version))
                .stream()
                .findFirst();
    }

    /** Returns the version in force. Version 1 counts as in force even if the clock has been set back since. */
    Optional<Notice> current() {
        return notices(jdbc.sql(NOTICES + """
                        where n.version = (select max(version) from notice where in_force_from <= :now or version = 1)
                        """ + IN_ORDER)).stream().findFirst();
    }

    /** Like {@link #current}, without the text. */
    Supplier<Optional<NoticeInForce>> inForce(RoundTrip trip) {
        var found = trip.query(
                """
                select n.version, array_agg(t.language order by t.language) as languages
                from notice n
                join notice_text t on t.organisation_id = n.organisation_id and t.version = n.version
                where n.version = (select max(version) from notice where in_force_from <= :now or version = 1)
                group by n.version
                """,
                Map.of("now", ResultColumns.time(clock.instant())),
                (row, number) -> new NoticeInForce(row.getInt("version"), ResultColumns.texts(row, "languages")));
        return () -> found.get().stream().findFirst();
    }

    /** Returns the newest published version, whether or not it is in force yet. */
    Optional<Notice> newestPublished() {
        return notices(jdbc.sql(NOTICES + """
                        where n.version = (select max(version) from notice where in_force_from is not null)
                        """ + IN_ORDER)).stream().findFirst();
    }

    /** Newest version first. */
    List<Notice> list(@Nullable Integer before, int most, boolean draftsToo) {
        return notices(jdbc.sql(NOTICES + """
                        where n.version in (
                            select version
                            from notice
                            where (:before::integer is null or version < :before) and (:drafts or in_force_from is not null)
                            order by version desc
                            limit :most
                        )
                        """ + IN_ORDER)
                .param("before", before)
                .param("drafts", draftsToo)
                .param("most", most));
    }

    private List<Notice> notices(JdbcClient.StatementSpec statement) {
        var notices = new ArrayList<Notice>();
        statement
                .param("now", ResultColumns.time(clock.instant()))
                .query(NoticeStore::row)
                .list()
                .forEach(row -> {
                    if (notices.isEmpty() || notices.getLast().version() != row.version()) {
                        notices.add(row);
                    } else {
                        notices.getLast().texts().putAll(row.texts());
                    }
                });
        var stored = new HashMap<String, String>();
        notices.replaceAll(notice -> notice.status() == Status.DRAFT
                ? notice.with(language -> stored.computeIfAbsent(language, one -> register.text(Locale.of(one))))
                : notice);
        return notices;
    }

    /** False if another node has taken the work item. */
    boolean takeWithoutLayers(OrganisationId organisation) {
        return jdbc.sql("delete from work where organisation_id = :organisation and kind = 'NOTICE_LAYERS'")
                        .param("organisation", organisation.value())
                        .update()
                == 1;
    }

    /** A version with its text in a single language. */
    private static Notice row(ResultSet row, int number) throws SQLException {
        var version = row.getInt("version");
        var language = row.getString("language");
        var status = Status.valueOf(row.getString("status"));
        var texts = new TreeMap<String, Text>();
        var layers = new Layers(row.getString("summary"), row.getString("markdown"), row.getString("register"));
        texts.put(language, Text.of(version, language, layers));
        return new Notice(
                version, status, status == Status.PUBLISHED, ResultColumns.instantOrNull(row, "in_force_from"), texts);
    }
}
