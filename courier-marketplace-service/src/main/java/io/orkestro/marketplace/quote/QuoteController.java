package io.orkestro.marketplace.quote;

import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/quotes}. */
@RestController
class QuoteController {

    private final Quotes quotes;
    private final IdempotentRequests requests;

    QuoteController(Quotes quotes, IdempotentRequests requests) {
        this.quotes = quotes;
        this.requests = requests;
    }

    @Rehearsable
    @PostMapping("/v1/quotes")
    ResponseEntity<?> ask(Caller caller, PostedRequest posted, @Valid @RequestBody QuoteRequest body) {
        String retailerId = caller.retailerId();
        // Couriers are asked before the transaction that keeps the answer.
        QuotesResponse answer = quotes.ask(retailerId, body.load(), posted.key());
        return requests.once(posted, () -> ResponseEntity.ok(answer));
    }
}
