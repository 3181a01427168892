package io.orkestro.dispatch.intake.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.orkestro.platform.web.problem.NotFound;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page {@code /intake}. It is the same for everybody and knows nothing: it asks for an API key, keeps it for as long as
 * its tab is open, and calls the API with it as any other program would. So there is no session here, and no cookie.
 */
@RestController
class IntakePageController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** From here alone, and nothing in line. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final PageFiles files;
    private final JsonMapper json;
    private final Template page;

    IntakePageController(PageFiles files, JsonMapper json) {
        this.files = files;
        this.json = json;
        try (Reader template = new InputStreamReader(
                new ClassPathResource("intake/page.mustache").getInputStream(), StandardCharsets.UTF_8)) {
            this.page = Mustache.compiler().compile(template);
        } catch (IOException e) {
            throw new UncheckedIOException("The page's template cannot be read", e);
        }
    }

    /** Not to be kept by anybody, nor found by searching, nor shown inside another page. */
    @GetMapping("/intake")
    ResponseEntity<String> show(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted) {
        Words words = Words.in(accepted);
        Map<String, Object> model = new HashMap<>();
        model.put("language", words.locale().toLanguageTag());
        model.put("assets", files.base());
        model.put("words", json.writeValueAsString(words.all()));
        words.all().forEach((key, text) -> model.put("t." + key, text));
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_LANGUAGE, words.locale().toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header("Content-Security-Policy", POLICY)
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex, nofollow")
                .body(page.execute(model));
    }

    /**
     * May be kept for ever under a version, which names the content. While two releases serve side by side one is asked for
     * the other's: it gives its own, not to be kept.
     */
    @GetMapping(PageFiles.PATH + "{version}/{name}")
    ResponseEntity<Resource> file(@PathVariable String version, @PathVariable String name) {
        PageFiles.PageFile file = files.find(name);
        if (file == null) {
            throw new NotFound("file", name);
        }
        return ResponseEntity.ok()
                .contentType(file.type())
                .cacheControl(version.equals(files.version()) ? FOR_EVER : CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .body(file.content());
    }
}
