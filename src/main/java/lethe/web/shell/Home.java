package lethe.web.shell;

import lethe.platform.kernel.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page after signing in, with the areas open to the user. */
@Controller
class Home {
    @GetMapping("/")
    String home(Actor actor) {
        return "web/home";
    }
}
