package io.orkestro.marketplace.connection;

import io.orkestro.marketplace.account.Accounts;
import io.orkestro.marketplace.account.Connected;
import io.orkestro.marketplace.adapter.Inbound;
import io.orkestro.platform.web.problem.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /courier-webhooks/{courierId}}: open to all; what the courier did not sign is refused. */
@RestController
class CourierWebhookController {

    private static final Logger log = LoggerFactory.getLogger(CourierWebhookController.class);
    private static final byte[] NOTHING = {};

    private final Accounts accounts;
    private final TakeNews news;

    CourierWebhookController(Accounts accounts, TakeNews news) {
        this.accounts = accounts;
        this.news = news;
    }

    /** Anything but 2xx is sent again by couriers, so what is nothing to us is taken, too. */
    @PostMapping("/courier-webhooks/{courierId}")
    ResponseEntity<Void> receive(
            @PathVariable String courierId,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte[] body) {
        Connected connected = accounts.of(courierId).orElseThrow(() -> new NotFound("courier", courierId));
        Inbound inbound =
                connected.provider().receive(connected.account(), headers::getFirst, body == null ? NOTHING : body);
        switch (inbound) {
            case Inbound.Heard heard -> news.take(courierId, heard.news());
            case Inbound.Ignored ignored -> log.info("Ignored a webhook of {}: {}", courierId, ignored.why());
            case Inbound.Forged() -> throw new NotSigned();
        }
        return ResponseEntity.noContent().build();
    }
}
