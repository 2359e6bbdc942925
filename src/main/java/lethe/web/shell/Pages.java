package lethe.web.shell;

import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import lethe.platform.kernel.Randomness;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Renders views with jte templates, {@code users/list} with {@code src/main/jte/users/list.jte}, and handles
 * {@code redirect:}.
 */
@Component("viewResolver")
class Pages implements ViewResolver {
    private static final String REDIRECT = "redirect:";
    private static final int REPEAT_KEY = 20;
    private final TemplateEngine templates;
    private final MessageSource messages;
    private final LocaleResolver locales;
    private final Assets assets;
    private final PageHeading pageHeading;
    private final Randomness randomness;

    Pages(
            TemplateEngine templates,
            MessageSource messages,
            LocaleResolver locales,
            Assets assets,
            PageHeading pageHeading,
            Randomness randomness) {
        this.templates = templates;
        this.messages = messages;
        this.locales = locales;
        this.assets = assets;
        this.pageHeading = pageHeading;
        this.randomness = randomness;
    }

    String repeatKey() {
        return randomness.letters(REPEAT_KEY);
    }

    @Override
    public View resolveViewName(String name, Locale locale) {
        return name.startsWith(REDIRECT)
                ? redirect(name.substring(REDIRECT.length()))
                : (model, request, response) -> show(name, model, request, response);
    }

    /** Renders into a buffer first, so that a failure half-way still produces an error page. */
    void show(
            String name,
            @Nullable Map<String, ? extends @Nullable Object> model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var parameters = new HashMap<String, Object>(model == null ? Map.of() : model);
        parameters.put("shell", new PageContext(request, this));
        var page = new Utf8ByteOutput();
        templates.render(name + ".jte", parameters, page);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(page.getContentLength());
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            page.writeTo(response.getOutputStream());
        }
    }

    void part(String name, Map<String, Object> model, PageContext shell, TemplateOutput output) {
        var parameters = new HashMap<>(model);
        parameters.put("shell", shell);
        templates.render(name + ".jte", parameters, output);
    }

    Locale language(HttpServletRequest request) {
        return Messages.nearest(locales.resolveLocale(request));
    }

    String text(Locale language, String key, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }

    @Nullable
    String textIfAny(Locale language, String key, Object... arguments) {
        return messages.getMessage(key, arguments, null, language);
    }

    String asset(String name) {
        return assets.address(name);
    }

    PageHeading.Heading heading(HttpServletRequest request) {
        return pageHeading.heading(request);
    }

    /** Redirects with 303, without model attributes in the address. */
    private static View redirect(String address) {
        var view = new RedirectView(address, true, false, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExpandUriTemplateVariables(false);
        return view;
    }
}
