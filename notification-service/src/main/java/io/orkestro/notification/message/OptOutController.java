package io.orkestro.notification.message;

import io.orkestro.notification.message.OptOuts.OptOut;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/opt-outs")
class OptOutController {

    record NewOptOut(@NotNull @Size(min = 3, max = 254) String address) {}

    private final OptOuts optOuts;
    private final IdempotentRequests requests;
    private final Ownership ownership;

    OptOutController(OptOuts optOuts, IdempotentRequests requests, @Qualifier("optOutOwnership") Ownership ownership) {
        this.optOuts = optOuts;
        this.requests = requests;
        this.ownership = ownership;
    }

    @Rehearsable
    @PostMapping
    ResponseEntity<?> add(Caller caller, PostedRequest posted, @Valid @RequestBody NewOptOut request) {
        String retailerId = caller.retailerId();
        String address = request.address();
        OptOuts.check(address);
        String id = OptOuts.idOf(retailerId, address);
        return ownership.create(
                id,
                caller,
                true,
                () -> requests.once(posted, id, () -> {
                    boolean isNew = optOuts.add(retailerId, address, caller.decision());
                    OptOut optOut = optOuts.find(retailerId, address).orElseThrow();
                    return isNew ? ResponseEntity.created(locationOf(optOut)).body(optOut) : ResponseEntity.ok(optOut);
                }));
    }

    @GetMapping
    Page<OptOut> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return optOuts.list(caller.retailerId(), Limit.of(limit), Cursor.decode(cursor));
    }

    @DeleteMapping("/{address}")
    ResponseEntity<?> remove(Caller caller, @PathVariable String address) {
        String retailerId = caller.retailerId();
        return ownership.write(OptOuts.idOf(retailerId, address), () -> {
            optOuts.remove(retailerId, address, caller.decision());
            return ResponseEntity.noContent().build();
        });
    }

    private static URI locationOf(OptOut optOut) {
        return URI.create("/v1/opt-outs/" + URLEncoder.encode(optOut.address(), StandardCharsets.UTF_8));
    }
}
