package lethe.web.shell;

import gg.jte.Content;
import gg.jte.TemplateEngine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Validation;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sample pages with every component, used as rooms use them. */
@Controller
@TestComponent
class SamplePages {
    private final TemplateEngine templates;
    private final Pages pages;

    SamplePages(TemplateEngine templates, Pages pages) {
        this.templates = templates;
        this.pages = pages;
    }

    @GetMapping("/sample")
    String full(Model model, HttpServletRequest request) {
        return page(
                "web/layout",
                "Users",
                model,
                request,
                List.of(
                        new Part(
                                "web/alert",
                                Map.of(
                                        "kind",
                                        "warning",
                                        "title",
                                        "Nobody has backed up the keys",
                                        "content",
                                        html("<p>Name a place for the mirror.</p>"))),
                        new Part(
                                "web/facts",
                                Map.of(
                                        "content",
                                        part(
                                                request,
                                                "web/fact",
                                                Map.of("label", "E-mail", "text", "klara@x.example")))),
                        new Part("web/badge", Map.of("text", "Invited", "kind", "warn")),
                        new Part("web/badge", Map.of("text", "Active", "kind", "good")),
                        new Part("web/badge", Map.of("text", "Terminated", "kind", "danger")),
                        new Part("web/badge", Map.of("text", "External", "kind", "accent")),
                        new Part("web/badge", Map.of("text", "Draft")),
                        new Part(
                                "web/table",
                                Map.of(
                                        "caption",
                                        "Users",
                                        "head",
                                        html(
                                                "<th scope=\"col\">Name</th><th scope=\"col\">Role</th><th scope=\"col\">Status</th>"),
                                        "rows",
                                        html(
                                                "<tr><td><a href=\"/users/1\">Ada Admin</a></td><td>Administrator</td><td>Active</td></tr><tr><td><a href=\"/users/2\">Vera Viewer with a name that is rather long</a></td><td>Viewer</td><td>Invited</td></tr>"))),
                        new Part(
                                "web/empty",
                                Map.of(
                                        "title",
                                        "No partners yet",
                                        "text",
                                        "Add the first company you work with.",
                                        "action",
                                        part(
                                                request,
                                                "web/button",
                                                Map.of("label", "Add a partner", "href", "/partners/new")))),
                        new Part(
                                "web/secret",
                                Map.of("name", "temporary", "label", "Temporary password", "value", "k3v9-2m4x-7q1z")),
                        new Part(
                                "web/confirm",
                                Map.of(
                                        "action",
                                        "/sample/new",
                                        "goes",
                                        List.of("the email address", "password and sessions"),
                                        "stays",
                                        List.of("first and last name"),
                                        "why",
                                        "So that the audit log can still be read.",
                                        "label",
                                        "Terminate",
                                        "back",
                                        "/sample")),
                        new Part("web/pager", Map.of("address", "/sample", "next", "abc", "first", false))));
    }

    @GetMapping("/sample/new")
    String form(Model model, HttpServletRequest request) {
        return page(
                "web/bare",
                "Create a user",
                model,
                request,
                List.of(new Part("web/form", Map.of("action", "/sample/new", "content", fields(request)))));
    }

    @PostMapping("/sample/new")
    String create(NewPerson typed) {
        var fields = new Validation();
        fields.name("firstName", typed.firstName());
        fields.check();
        if ("klara@x.example".equals(typed.email())) {
            throw new Conflict("email-in-use", "email");
        }
        return "redirect:/sample?done=saved";
    }

    @PostMapping("/sample/new/{id}/role")
    String below(NewPerson typed, @PathVariable String id) {
        throw new Conflict("last-admin");
    }

    @GetMapping("/sample/{id}")
    String one(@PathVariable UserId id) {
        throw new NotFound();
    }

    /** A file that breaks off after its first line. */
    @GetMapping("/sample/file")
    void file(@RequestParam String because, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.getOutputStream().print("first\r\n");
        response.flushBuffer();
        if (because.equals("right")) {
            throw Forbidden.moreThanYouHave();
        } else if (because.equals("client")) {
            throw new UncheckedIOException(new ClientAbortException());
        } else {
            throw new IllegalStateException("klara@x.example");
        }
    }

    @PostMapping("/sample/fault")
    String faultWithAForm(@RequestParam String firstName, @RequestParam String password) {
        throw new IllegalStateException("klara@x.example");
    }

    @GetMapping("/sample/fault")
    String fault() {
        throw new IllegalStateException("klara@x.example");
    }

    private Content fields(HttpServletRequest request) {
        return output -> {
            part(request, "web/field", Map.of("name", "firstName")).writeTo(output);
            part(
                            request,
                            "web/field",
                            Map.of(
                                    "name",
                                    "email",
                                    "type",
                                    "email",
                                    "hint",
                                    "Only for signing in and for what they ask for."))
                    .writeTo(output);
            part(
                            request,
                            "web/field",
                            Map.of(
                                    "name",
                                    "password",
                                    "label",
                                    "Temporary password",
                                    "type",
                                    "password",
                                    "required",
                                    false))
                    .writeTo(output);
            part(
                            request,
                            "web/select",
                            Map.of(
                                    "name",
                                    "type",
                                    "label",
                                    "Type",
                                    "options",
                                    Map.of("INTERNAL", "Internal"),
                                    "blank",
                                    "Please choose"))
                    .writeTo(output);
            part(request, "web/area", Map.of("name", "about", "label", "About", "rows", 3, "required", false))
                    .writeTo(output);
            part(
                            request,
                            "web/checkbox",
                            Map.of(
                                    "name",
                                    "consent.given",
                                    "label",
                                    "This person has actively consented",
                                    "text",
                                    html("<p>to their name and e-mail address being stored here.</p>")))
                    .writeTo(output);
            part(request, "web/button", Map.of("label", "Create")).writeTo(output);
        };
    }

    private String page(String layout, String title, Model model, HttpServletRequest request, List<Part> parts) {
        model.addAttribute("title", title);
        model.addAttribute("lead", "People who may sign in, and what each of them may do.");
        model.addAttribute("content", (Content) output -> {
            for (var part : parts) {
                part(request, part.name(), part.parameters()).writeTo(output);
                output.writeContent("\n");
            }
        });
        return layout;
    }

    private Content part(HttpServletRequest request, String name, Map<String, Object> parameters) {
        var all = new HashMap<>(parameters);
        all.put("shell", new PageContext(request, pages));
        return output -> templates.render(name + ".jte", all, output);
    }

    private static Content html(String html) {
        return output -> output.writeContent(html);
    }

    record Part(String name, Map<String, Object> parameters) {}

    record NewPerson(
            @Nullable String firstName,
            @Nullable String email,
            @Nullable String password,
            @Nullable String type,
            @Nullable Given consent) {}

    record Given(@Nullable Boolean given) {}
}
