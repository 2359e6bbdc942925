package lethe.signin.profile;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.identity.users.Users;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.InventoryRow;
import lethe.signin.credentials.RecoveryCodes;
import lethe.signin.sessions.AccessTokens;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.Sessions;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** "My profile": which data is stored about the user, what for, and what they can do about it. */
@Controller
class ProfilePages {
    private static final Feature READING = new Feature("profile-viewed");
    private final Users users;
    private final Roles roles;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final RecoveryCodes recoveryCodes;
    private final OwnEmail email;
    private final Inventory inventory;
    private final Usage usage;

    ProfilePages(
            Users users,
            Roles roles,
            Sessions sessions,
            AccessTokens tokens,
            RecoveryCodes recoveryCodes,
            OwnEmail email,
            Inventory inventory,
            Usage usage) {
        this.users = users;
        this.roles = roles;
        this.sessions = sessions;
        this.tokens = tokens;
        this.recoveryCodes = recoveryCodes;
        this.email = email;
        this.inventory = inventory;
        this.usage = usage;
    }

    @GetMapping("/profile")
    String profile(@RequestAttribute CurrentSession signedIn, Locale language, Model model) {
        var actor = signedIn.actor();
        var me = users.me(actor).user();
        var own = users.ownEvidence(actor);
        usage.count(READING, actor.self().lowBits());
        model.addAttribute("me", me);
        model.addAttribute("role", roles.own(actor).map(Role::name).orElse(""));
        model.addAttribute("permissions", actor.permissions().stream().sorted().toList());
        model.addAttribute("evidence", own.evidence());
        model.addAttribute("names", own.names());
        model.addAttribute("codesLeft", recoveryCodes.left(actor));
        model.addAttribute("sessions", sessions.list(signedIn));
        model.addAttribute("tokens", tokens.list(actor));
        email.pending(actor).ifPresent(pending -> model.addAttribute("pending", pending));
        model.addAttribute("why", why(language));
        return "profile/profile";
    }

    /** Why each column is stored, by {@code table.column}. */
    private Map<String, InventoryRow> why(Locale language) {
        return inventory.lines(language).stream()
                .flatMap(line -> line.columns().stream().map(column -> Map.entry(line.table() + "." + column, line)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
