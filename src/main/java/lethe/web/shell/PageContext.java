package lethe.web.shell;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.Presence;
import lethe.platform.requests.PublicAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What every template is given besides its own parameters: text in the reader's language, who reads and what they may,
 * where links begin, and what became of the form that was sent.
 */
public final class PageContext {
    private static final String UTC = " UTC";
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{1,18}Z");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /** Read from the address itself, which is there even when the parameters cannot be read. */
    private static final Pattern DONE = Pattern.compile("(?:^|&)done=([a-z-]+)(?:&|$)");

    private final HttpServletRequest request;
    private final Pages pages;
    private final Locale language;
    private final PageHeading.Heading heading;

    PageContext(HttpServletRequest request, Pages pages) {
        this.request = request;
        this.pages = pages;
        this.language = pages.language(request);
        this.heading = pages.heading(request);
    }

    /** A message; what it fills in is escaped by the template like all else. */
    public String text(String key, Object... arguments) {
        return pages.text(language, key, arguments);
    }

    /** A message for a code that rooms may add to at any time; where there is none yet, the other text. */
    public String textOr(String other, String key, Object... arguments) {
        var text = pages.textIfAny(language, key, arguments);
        return text == null ? other : text;
    }

    /** What {@code web/select} offers: each code with its message, which begins with the prefix. */
    public Map<String, String> options(String prefix, Collection<?> codes) {
        var options = new LinkedHashMap<String, String>();
        codes.forEach(code -> options.put(code.toString(), text(prefix + code)));
        return options;
    }

    /** {@code en} or {@code de}, from the browser and never stored. */
    public String language() {
        return language.getLanguage();
    }

    /** What every link within Lethe begins with: {@code ${shell.base()}/users}. */
    public String base() {
        return request.getContextPath();
    }

    /** The address of this page, without {@link #base()} and without query. */
    public String path() {
        return request.getRequestURI().substring(base().length());
    }

    /** Whether this page is at that address or below it. */
    public boolean at(String address) {
        return path().equals(address) || path().startsWith(address + "/");
    }

    /** The address of a file in {@code static/}, with its hash, so that browsers keep it for good. */
    public String asset(String name) {
        return Objects.requireNonNullElse(request.getAttribute(PublicAddress.PATH), "") + pages.asset(name);
    }

    /** Absent while nobody is signed in. */
    public @Nullable Actor actor() {
        return (Actor) request.getAttribute(Actor.class.getName());
    }

    /** Whether a person is signed in. */
    public boolean signedIn() {
        var actor = actor();
        return actor != null && actor.user() != null;
    }

    /** Whether the reader has one of these permissions; nobody signed in has none. */
    public boolean may(Permission... enough) {
        var actor = actor();
        return actor != null && List.of(enough).stream().anyMatch(actor::may);
    }

    /** What {@code web/form} sends along with what creates something: sent twice, it creates once. */
    public String repeatKey() {
        return pages.repeatKey();
    }

    /** What {@code web/form} sends along, so that no foreign page can send the form; absent without a session. */
    public @Nullable Csrf csrf() {
        var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return token == null ? null : new Csrf(token.getParameterName(), token.getToken());
    }

    /** Whether what only the person may do takes their password: they signed in a while ago. */
    public boolean asksPassword() {
        return request.getAttribute(Presence.ATTRIBUTE) instanceof Presence presence && !presence.proven();
    }

    public String organisationName() {
        return heading.organisation();
    }

    /** Whom to ask about one's data, the preferred channel first. */
    public List<Channel> support() {
        return heading.support();
    }

    public String date(LocalDate day) {
        return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)).format(day);
    }

    /** The day, in UTC: no time zone of a reader is known or kept. */
    public String date(Instant at) {
        return date(LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    public String dateTime(Instant at) {
        return format(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT))
                        .format(at.atOffset(ZoneOffset.UTC))
                + UTC;
    }

    /** As people write it: what reads as a time or a day is one, anything else stays as it is. */
    public String readable(String written) {
        try {
            return TIME.matcher(written).matches()
                    ? dateTime(Instant.parse(written))
                    : DAY.matcher(written).matches() ? date(LocalDate.parse(written)) : written;
        } catch (DateTimeParseException noTime) {
            return written;
        }
    }

    public String number(long number) {
        return String.format(language, "%,d", number);
    }

    /** What was just done, in words: {@code ?done=created} is the message {@code done.created}. */
    public @Nullable String done() {
        var done = DONE.matcher(Objects.requireNonNullElse(request.getQueryString(), ""));
        return done.find() ? pages.textIfAny(language, "done." + done.group(1)) : null;
    }

    /** Whether the page itself is what a form led to. */
    public boolean answersForm() {
        return request.getMethod().equals("POST");
    }

    /** Why the form was refused; absent unless it was. */
    public @Nullable Problem problem() {
        return form().map(RefusedForm::problem).orElse(null);
    }

    /** What is wrong with a field of the form that was sent; absent where nothing is. */
    public @Nullable String error(String field) {
        return form().flatMap(form -> form.error(field)).orElse(null);
    }

    /** What was typed into a field of the form that was refused; empty otherwise. */
    public String typed(String field) {
        return typed(field, "");
    }

    /** What was typed into a field of the form that was refused; what is stored otherwise. */
    public String typed(String field, String stored) {
        return form().map(form ->
                        String.join("", form.typed(field).stream().limit(1).toList()))
                .orElse(stored);
    }

    /** Whether a box was ticked in the form that was refused; whether it is so stored otherwise. */
    public boolean ticked(String field, String value, boolean stored) {
        return form().map(form -> form.typed(field).contains(value)).orElse(stored);
    }

    /** What a field is called: the message {@code field.firstName}; absent where there is none. */
    public @Nullable String named(String field) {
        return pages.textIfAny(language, "field." + field);
    }

    /** The ids of what explains a field to a screen reader: its hint and its error, as far as there are any. */
    public @Nullable String describedBy(String field, @Nullable String hint) {
        var hinted = hint == null ? "" : field + "-hint ";
        var wrong = error(field) == null ? "" : field + "-error";
        var ids = (hinted + wrong).strip();
        return ids.isEmpty() ? null : ids;
    }

    /** Where the reader may go: no link leads to a refusal. */
    public List<NavigationItem> places() {
        return Stream.of(NavigationItem.values())
                .filter(place -> place.isOpen(this))
                .toList();
    }

    /** What another room adds to this page, from its own template. */
    public Content part(String template, Map<String, Object> model) {
        return output -> pages.part(template, model, this, output);
    }

    private Optional<RefusedForm> form() {
        return Optional.ofNullable((RefusedForm) request.getAttribute(RefusedForm.class.getName()));
    }

    /** Our English is British: the day comes first, and the day has 24 hours. */
    private DateTimeFormatter format(DateTimeFormatter format) {
        return format.withLocale(language.getLanguage().equals("en") ? Locale.UK : language);
    }

    /** The hidden field that a form carries. */
    public record Csrf(String name, String value) {}

    /**
     * A way to reach somebody.
     *
     * @param address what a browser opens: {@code mailto:}, {@code tel:} or {@code https:}
     */
    public record Channel(String text, String address) {}
}
