package io.orkestro.monolith.tracking.position;

import io.orkestro.monolith.tracking.Fix;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PositionController {

    private final ReportPositions report;
    private final IdempotentRequests requests;

    PositionController(ReportPositions report, IdempotentRequests requests) {
        this.report = report;
        this.requests = requests;
    }

    @PostMapping("/v1/deliveries/{id}/positions")
    ResponseEntity<?> positions(
            Caller caller, PostedRequest posted, @PathVariable String id, @Valid @RequestBody PostedPositions body) {
        return requests.once(posted, () -> ResponseEntity.accepted().body(record(caller, id, body.positions())));
    }

    private Outcome record(Caller caller, String deliveryId, List<Fix> fixes) {
        return caller.isOps()
                ? report.byOps(deliveryId, fixes, caller.decision())
                : report.byCourier(caller.courierId(), deliveryId, fixes, caller.decision());
    }
}
