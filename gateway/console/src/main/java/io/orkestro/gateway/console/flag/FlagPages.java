package io.orkestro.gateway.console.flag;

import io.orkestro.gateway.console.page.Notes;
import io.orkestro.gateway.console.page.Templates;
import io.orkestro.gateway.flags.Flags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.togglz.core.manager.FeatureManager;

/** What the pages inside Togglz's servlet share; they are outside Spring MVC. */
record FlagPages(FeatureManager features, Flags flags, Templates templates) {

    void show(String template, Map<String, ?> content, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<String, Object> model = new HashMap<>(content);
        CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        Principal user = request.getUserPrincipal();
        model.put("csrf", token.getToken());
        model.put("user", user == null ? "" : user.getName());
        model.put("isAdmin", isAdmin(request));
        model.put("onFlags", true);
        Notes.take(request).ifPresent(note -> model.put("done", note));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        templates.write(template, model, response);
    }

    static boolean isAdmin(HttpServletRequest request) {
        return request.isUserInRole("ADMIN");
    }
}
