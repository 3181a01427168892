package io.orkestro.tracking.position;

import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PositionController {

    private final PositionWriter writer;

    PositionController(PositionWriter writer) {
        this.writer = writer;
    }

    @PostMapping("/v1/deliveries/{id}/positions")
    ResponseEntity<?> positions(
            Caller caller, PostedRequest posted, @PathVariable String id, @Valid @RequestBody PostedPositions body) {
        String courierId = caller.isOps() ? null : caller.courierId();
        return writer.write(posted, new Report(id, courierId, null, body.positions(), caller.decision()));
    }
}
