package io.orkestro.tracking.position;

import io.orkestro.tracking.Fix;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What a courier posts: {@code {"positions": […]}}, or one fix alone. */
@JsonDeserialize(using = PostedPositions.Reader.class)
record PostedPositions(@NotEmpty @Size(max = 500) List<@Valid Fix> positions) {

    static final class Reader extends ValueDeserializer<PostedPositions> {

        @Override
        public PostedPositions deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode body = context.readTree(parser);
            JsonNode many = body.get("positions");
            if (many == null) {
                return new PostedPositions(List.of(context.readTreeAsValue(body, Fix.class)));
            }
            return new PostedPositions(List.of(context.readTreeAsValue(many, Fix[].class)));
        }
    }
}
