package io.orkestro.tracking.fleet;

import io.orkestro.platform.web.request.Caller;
import io.orkestro.tracking.Changes;
import io.orkestro.tracking.stream.Streams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/fleet}, for retailers. */
@RestController
@RequestMapping("/v1/fleet")
class FleetController {

    private final Fleets fleets;
    private final Streams streams;
    private final Changes changes;
    private final JsonMapper json;

    FleetController(Fleets fleets, Streams streams, Changes changes, JsonMapper json) {
        this.fleets = fleets;
        this.streams = streams;
        this.changes = changes;
        this.json = json;
    }

    @GetMapping
    Fleet get(Caller caller) {
        return fleets.of(caller.retailerId());
    }

    @GetMapping("/events")
    void events(
            Caller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String seen,
            HttpServletRequest request,
            HttpServletResponse response) {
        String retailerId = caller.retailerId();
        streams.answer(request, response, new FleetSource(retailerId, caller.key(), changes, fleets, json, seen));
    }
}
