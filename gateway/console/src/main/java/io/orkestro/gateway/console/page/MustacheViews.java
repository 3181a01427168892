package io.orkestro.gateway.console.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Mustache templates as views. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class MustacheViews implements ViewResolver {

    private final Templates templates;

    MustacheViews(Templates templates) {
        this.templates = templates;
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        return name.contains(":") ? null : new Page(name, templates);
    }

    private record Page(String name, Templates templates) implements View {

        @Override
        public String getContentType() {
            return Templates.MEDIA_TYPE;
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            templates.write(name, model == null ? Map.of() : model, response);
        }
    }
}
