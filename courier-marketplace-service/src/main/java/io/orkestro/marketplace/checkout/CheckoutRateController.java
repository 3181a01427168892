package io.orkestro.marketplace.checkout;

import io.orkestro.marketplace.quote.QuoteRequest;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/checkout-rates}: asks the database for nothing that it cannot do without. */
@RestController
@RequestMapping("/v1/checkout-rates")
class CheckoutRateController {

    private final CheckoutRates rates;
    private final Fallbacks fallbacks;

    CheckoutRateController(CheckoutRates rates, Fallbacks fallbacks) {
        this.rates = rates;
        this.fallbacks = fallbacks;
    }

    /** Changes nothing, so that a key against repetition has no meaning here. */
    @PostMapping
    CheckoutRate rate(Caller caller, @Valid @RequestBody QuoteRequest body) {
        String retailerId = caller.retailerId();
        Fallback fallback = fallbacks.of(retailerId).orElseThrow(FallbackMissing::new);
        return rates.rate(retailerId, body.load(), fallback);
    }

    @GetMapping("/fallback")
    Fallback get(Caller caller) {
        String retailerId = caller.retailerId();
        return fallbacks.of(retailerId).orElseThrow(() -> new NotFound("fallback price", retailerId));
    }

    @PutMapping("/fallback")
    Fallback put(Caller caller, @Valid @RequestBody Fallback body) {
        fallbacks.keep(caller.retailerId(), body);
        return body;
    }
}
