package io.orkestro.tracking.fleet;

import com.samskivert.mustache.Template;
import io.orkestro.tracking.site.Site;
import io.orkestro.tracking.site.Words;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page {@code /fleet}. It is the same for everybody and knows nothing: it asks for an API key, keeps it for as long as its tab
 * is open, and calls {@code /v1/fleet} with it as any other program would. So there is no session here, and no cookie.
 */
@RestController
class FleetPageController {

    private final Site site;
    private final Template page;
    private final JsonMapper json;

    FleetPageController(Site site, JsonMapper json) {
        this.site = site;
        this.json = json;
        this.page = site.template("fleet");
    }

    @GetMapping("/fleet")
    ResponseEntity<String> show(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted) {
        Words words = Words.in(null, accepted);
        Map<String, Object> model = site.model(words);
        model.put("words", json.writeValueAsString(words.under("fleet.")));
        return site.answer(HttpStatus.OK, page.execute(model), words);
    }
}
