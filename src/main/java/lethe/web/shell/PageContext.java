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
 * The context of every template: messages in the reader's language, the reader's permissions, the base of links, and
 * the result of a submitted form.
 */
public final class PageContext {
    private static final String UTC = " UTC";
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{1,18}Z");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /** Read from the query string, which is available even if parsing parameters failed. */
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

    /** Returns a message; the template escapes the result. */
    public String text(String key, Object... arguments) {
        return pages.text(language, key, arguments);
    }

    /** Returns the message for a code that other rooms may add, or {@code other} if there is none. */
    public String textOr(String other, String key, Object... arguments) {
        var text = pages.textIfAny(language, key, arguments);
        return text == null ? other : text;
    }

    /** The options of {@code web/select}: codes with their messages, which begin with the prefix. */
    public Map<String, String> options(String prefix, Collection<?> codes) {
        var options = new LinkedHashMap<String, String>();
        codes.forEach(code -> options.put(code.toString(), text(prefix + code)));
        return options;
    }

    /** {@code en} or {@code de}, from the browser's settings; never stored. */
    public String language() {
        return language.getLanguage();
    }

    /** The beginning of every link within Lethe: {@code ${shell.base()}/users}. */
    public String base() {
        return request.getContextPath();
    }

    /** The path of this page, without {@link #base()} and query. */
    public String path() {
        return request.getRequestURI().substring(base().length());
    }

    /** Whether this page is at that path or below it. */
    public boolean at(String address) {
        return path().equals(address) || path().startsWith(address + "/");
    }

    /** The address of a file in {@code static/}, with its hash for permanent caching. */
    public String asset(String name) {
        return Objects.requireNonNullElse(request.getAttribute(PublicAddress.PATH), "") + pages.asset(name);
    }

    /** Null if no one is signed in. */
    public @Nullable Actor actor() {
        return (Actor) request.getAttribute(Actor.class.getName());
    }

    /** Whether a user is signed in. */
    public boolean signedIn() {
        var actor = actor();
        return actor != null && actor.user() != null;
    }

    /** Whether the reader has one of these permissions; false if no one is signed in. */
    public boolean may(Permission... enough) {
        var actor = actor();
        return actor != null && List.of(enough).stream().anyMatch(actor::may);
    }

    /** An idempotency key for {@code web/form}, so that submitting a form twice creates only one thing. */
    public String repeatKey() {
        return pages.repeatKey();
    }

    /** The CSRF token for {@code web/form}; null without a session. */
    public @Nullable Csrf csrf() {
        var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return token == null ? null : new Csrf(token.getParameterName(), token.getToken());
    }

    /** Whether actions that require presence ask for the password, because the sign-in is too long ago. */
    public boolean asksPassword() {
        return request.getAttribute(Presence.ATTRIBUTE) instanceof Presence presence && !presence.proven();
    }

    public String organisationName() {
        return heading.organisation();
    }

    /** Contacts for questions about data protection, in order of preference. */
    public List<Channel> support() {
        return heading.support();
    }

    public String date(LocalDate day) {
        return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)).format(day);
    }

    /** The day in UTC; the reader's time zone is neither known nor stored. */
    public String date(Instant at) {
        return date(LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    public String dateTime(Instant at) {
        return format(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT))
                        .format(at.atOffset(ZoneOffset.UTC))
                + UTC;
    }

    /** Formats text that is a time or date for people; returns other text unchanged. */
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

    /** The confirmation of what was just done: {@code ?done=created} shows the message {@code done.created}. */
    public @Nullable String done() {
        var done = DONE.matcher(Objects.requireNonNullElse(request.getQueryString(), ""));
        return done.find() ? pages.textIfAny(language, "done." + done.group(1)) : null;
    }

    /** Whether this page is the response to a form. */
    public boolean answersForm() {
        return request.getMethod().equals("POST");
    }

    /** Why the form was refused; null if it was not. */
    public @Nullable Problem problem() {
        return form().map(RefusedForm::problem).orElse(null);
    }

    /** The error of a field in the submitted form; null if there is none. */
    public @Nullable String error(String field) {
        return form().flatMap(form -> form.error(field)).orElse(null);
    }

    /** The input in a field of a refused form; empty otherwise. */
    public String typed(String field) {
        return typed(field, "");
    }

    /** The input in a field of a refused form; otherwise the stored value. */
    public String typed(String field, String stored) {
        return form().map(form ->
                        String.join("", form.typed(field).stream().limit(1).toList()))
                .orElse(stored);
    }

    /** Whether a box was ticked in a refused form; otherwise the stored value. */
    public boolean ticked(String field, String value, boolean stored) {
        return form().map(form -> form.typed(field).contains(value)).orElse(stored);
    }

    /** The label of a field, from the message {@code field.firstName}; null if there is none. */
    public @Nullable String named(String field) {
        return pages.textIfAny(language, "field." + field);
    }

    /** The ids of a field's hint and error for screen readers, if there are any. */
    public @Nullable String describedBy(String field, @Nullable String hint) {
        var hinted = hint == null ? "" : field + "-hint ";
        var wrong = error(field) == null ? "" : field + "-error";
        var ids = (hinted + wrong).strip();
        return ids.isEmpty() ? null : ids;
    }

    /** The navigation items that the reader may open. */
    public List<NavigationItem> places() {
        return Stream.of(NavigationItem.values())
                .filter(place -> place.isOpen(this))
                .toList();
    }

    /** Renders a section of another room with its own template. */
    public Content part(String template, Map<String, Object> model) {
        return output -> pages.part(template, model, this, output);
    }

    private Optional<RefusedForm> form() {
        return Optional.ofNullable((RefusedForm) request.getAttribute(RefusedForm.class.getName()));
    }

    /** English dates and times are British: day first, 24 hours. */
    private DateTimeFormatter format(DateTimeFormatter format) {
        return format.withLocale(language.getLanguage().equals("en") ? Locale.UK : language);
    }

    /** The hidden field of a form. */
    public record Csrf(String name, String value) {}

    /**
     * A contact.
     *
     * @param address a link: {@code mailto:}, {@code tel:} or {@code https:}
     */
    public record Channel(String text, String address) {}
}
