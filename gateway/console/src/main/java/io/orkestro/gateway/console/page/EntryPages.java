package io.orkestro.gateway.console.page;

import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in, and the page for those who may not do what they tried. */
@ConsolePage
class EntryPages {

    @GetMapping({"/togglz-console", "/togglz-console/"})
    String home() {
        return "redirect:/togglz-console/index";
    }

    @GetMapping("/togglz-console/login")
    String login(
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String logout,
            Model model) {
        model.addAttribute("title", "Log in");
        model.addAttribute("failed", error != null);
        model.addAttribute("loggedOut", logout != null);
        return "login";
    }

    /** Reached by forward, with the method of whatever was refused. */
    @RequestMapping("/togglz-console/refused")
    String refused(Model model) {
        model.addAttribute("title", "Not allowed");
        return "refused";
    }
}
