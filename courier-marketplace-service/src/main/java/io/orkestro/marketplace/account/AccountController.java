package io.orkestro.marketplace.account;

import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.CourierProvider;
import io.orkestro.marketplace.adapter.InvalidCourierAccount;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Couriers;
import io.orkestro.marketplace.courier.LiveBookings;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/couriers/{courierId}/account}: ops connect a courier to its own API. */
@RestController
@RequestMapping("/v1/couriers/{courierId}/account")
class AccountController {

    private final Accounts accounts;
    private final Couriers couriers;
    private final LiveBookings liveBookings;
    private final String publicUrl;

    AccountController(
            Accounts accounts,
            Couriers couriers,
            LiveBookings liveBookings,
            @Value("${orkestro.public-url}") String publicUrl) {
        this.accounts = accounts;
        this.couriers = couriers;
        this.liveBookings = liveBookings;
        this.publicUrl = publicUrl;
    }

    @GetMapping
    AccountResponse get(Caller caller, @PathVariable String courierId) {
        caller.requireOps();
        return shown(courierId);
    }

    @PutMapping
    AccountResponse put(Caller caller, @PathVariable String courierId, @Valid @RequestBody AccountRequest body) {
        caller.requireOps();
        requireOneWay(couriers.findById(courierId).orElseThrow(() -> new NotFound("courier", courierId)));
        CourierProvider provider = accounts.provider(body.provider())
                .orElseThrow(() -> new InvalidRequest(
                        "provider", "unknown_value", "is one of " + String.join(", ", accounts.kinds())));
        CourierAccount account = new CourierAccount(
                courierId, body.settings() == null ? Map.of() : body.settings(), secretsOf(body, courierId));
        try {
            provider.check(account);
        } catch (InvalidCourierAccount e) {
            throw new InvalidRequest(e.entry(), "invalid_account", String.valueOf(e.getMessage()));
        }
        accounts.keep(body.provider(), account);
        return shown(courierId);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String courierId) {
        caller.requireOps();
        if (liveBookings.of(courierId) > 0) {
            throw new AccountInUse(courierId);
        }
        accounts.remove(courierId);
    }

    private AccountResponse shown(String courierId) {
        return accounts.find(courierId)
                .map(kept -> AccountResponse.of(kept, publicUrl + "/courier-webhooks/" + courierId))
                .orElseThrow(() -> new NotFound("account", courierId));
    }

    private Map<String, String> secretsOf(AccountRequest body, String courierId) {
        if (body.secrets() != null) {
            return body.secrets();
        }
        return accounts.find(courierId)
                .filter(kept -> kept.provider().equals(body.provider()))
                .map(kept -> kept.account().secrets())
                .orElse(Map.of());
    }

    private static void requireOneWay(Courier courier) {
        if (courier.profile().offerUrl() != null || courier.profile().sandbox() != null) {
            throw new InvalidRequest(
                    "provider",
                    "contradiction",
                    "A courier with an offerUrl, or of the sandbox, is called another way");
        }
    }
}
