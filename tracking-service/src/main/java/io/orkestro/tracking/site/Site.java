package io.orkestro.tracking.site;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Makes pages: templates, what each of them needs, and what a browser may do with them, which is little. */
@Component
@EnableConfigurationProperties(MapProperties.class)
public class Site {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final Assets assets;
    private final MapProperties map;
    private final String policy;

    Site(Assets assets, MapProperties map) {
        this.assets = assets;
        this.map = map;
        this.policy = policy(map);
    }

    /**
     * Scripts, styles and connections from here alone, nothing in line; pictures from the map's server, if there is one. Leaflet
     * needs {@code data:} for the empty picture it ends a tile with.
     */
    private static String policy(MapProperties map) {
        String tiles = map.tilesHost();
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
                + (tiles == null ? "" : " " + tiles)
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /** {@code tracking/<name>.mustache}. */
    public Template template(String name) {
        String path = "tracking/" + name + ".mustache";
        return Mustache.compiler()
                .defaultValue("")
                .emptyStringIsFalse(true)
                .withLoader(part -> reader("tracking/" + part + ".mustache"))
                .compile(reader(path));
    }

    private static Reader reader(String path) {
        try {
            return new InputStreamReader(new ClassPathResource(path).getInputStream(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + path + " cannot be read", e);
        }
    }

    /** What every page is made with. */
    public Map<String, Object> model(Words words) {
        Map<String, Object> model = new HashMap<>();
        model.put("language", words.locale().toLanguageTag());
        model.put("assets", assets.base());
        words.under("").forEach((key, text) -> model.put("t." + key, text));
        model.put("map", map);
        return model;
    }

    /** Not to be kept by anybody, nor found by searching, nor shown inside another page. */
    public ResponseEntity<String> answer(HttpStatus status, String html, Words words) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_LANGUAGE, words.locale().toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header("Content-Security-Policy", policy)
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex, nofollow")
                .body(html);
    }
}
