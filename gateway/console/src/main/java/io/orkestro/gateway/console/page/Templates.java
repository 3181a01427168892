package io.orkestro.gateway.console.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Mustache templates. Values are escaped; a missing one is empty, a misspelt template a failure. */
@Component
public class Templates {

    static final String MEDIA_TYPE = "text/html;charset=UTF-8";

    private final Map<String, Template> templates = new ConcurrentHashMap<>();
    private final Mustache.Compiler compiler =
            Mustache.compiler().defaultValue("").emptyStringIsFalse(true).withLoader(Templates::open);

    public void write(String name, Map<String, ?> model, HttpServletResponse response) throws IOException {
        response.setContentType(MEDIA_TYPE);
        named(name).execute(model, response.getWriter());
    }

    private Template named(String name) {
        return templates.computeIfAbsent(name, this::compile);
    }

    private Template compile(String name) {
        try (Reader source = open(name)) {
            return compiler.compile(source);
        } catch (IOException e) {
            throw new IllegalStateException("There is no template " + name, e);
        }
    }

    private static Reader open(String name) throws IOException {
        return new InputStreamReader(
                new ClassPathResource("templates/" + name + ".mustache").getInputStream(), StandardCharsets.UTF_8);
    }
}
