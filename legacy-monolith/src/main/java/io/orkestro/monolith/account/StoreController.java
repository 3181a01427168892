package io.orkestro.monolith.account;

import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/stores")
class StoreController {

    private final StoreBook stores;
    private final IdempotentRequests requests;

    StoreController(StoreBook stores, IdempotentRequests requests) {
        this.stores = stores;
        this.requests = requests;
    }

    @PostMapping
    ResponseEntity<?> open(Caller caller, PostedRequest posted, @Valid @RequestBody CreateStore request) {
        String retailerId = caller.retailerId();
        return requests.once(posted, () -> {
            StoreResponse store = stores.open(retailerId, posted.key(), request, caller.decision());
            return ResponseEntity.created(URI.create("/v1/stores/" + store.id()))
                    .body(store);
        });
    }

    @GetMapping
    Page<StoreResponse> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return stores.list(caller.retailerId(), Limit.of(limit), Cursor.decode(cursor));
    }

    @GetMapping("/{id}")
    StoreResponse show(Caller caller, @PathVariable String id) {
        return stores.show(caller.retailerId(), id);
    }

    @PatchMapping("/{id}")
    StoreResponse change(Caller caller, @PathVariable String id, @Valid @RequestBody StorePatch patch) {
        return stores.change(caller.retailerId(), id, patch, caller.decision());
    }
}
