package io.orkestro.notification.feed;

import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.problem.Malformed;
import io.orkestro.platform.web.problem.Problem.FieldError;
import io.orkestro.platform.web.request.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/v1/events")
class EventController {

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    /**
     * A page.
     *
     * @param nextCursor where to go on; unlike in other lists it is always there
     */
    record EventPage(List<JsonNode> data, String nextCursor) {}

    private final EventFeed feed;

    EventController(EventFeed feed) {
        this.feed = feed;
    }

    @GetMapping
    EventPage list(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String type) {
        EventFeed.Stretch stretch = feed.after(caller.retailerId(), positionOf(after), typesOf(type), Limit.of(limit));
        return new EventPage(stretch.events(), Long.toString(stretch.position()));
    }

    private static long positionOf(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        if (!POSITION.matcher(cursor).matches()) {
            throw new Malformed(
                    "malformed_parameter",
                    "A parameter has an unknown value; see errors.",
                    List.of(new FieldError("after", "malformed", "is a nextCursor of this list")));
        }
        return Long.parseLong(cursor);
    }

    private static Set<String> typesOf(@Nullable String types) {
        return types == null
                ? Set.of()
                : Arrays.stream(types.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }
}
