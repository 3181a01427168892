package io.orkestro.monolith.account;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What retailers do with their own account. */
@Component
class Accounts {

    static final String EXCHANGE = "account";

    private final RetailerRepository retailers;
    private final Outbox outbox;
    private final Clock clock;

    Accounts(RetailerRepository retailers, Outbox outbox, Clock clock) {
        this.retailers = retailers;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    AccountResponse show(String retailerId, Decision decision) {
        return bornOnFirstUse(retailerId, decision).toResponse();
    }

    @Transactional
    AccountResponse change(String retailerId, AccountPatch patch, Decision decision) {
        Retailer retailer = bornOnFirstUse(retailerId, decision);
        publish(retailer.change(patch), decision);
        return retailer.toResponse();
    }

    /** The retailer of this key; named after the key until it says otherwise. Needs a running transaction. */
    Retailer bornOnFirstUse(String retailerId, Decision decision) {
        String key = RoutingKey.ofPublicId(retailerId).value();
        boolean born = retailers.insertIfAbsent(retailerId, key, clock.instant()) == 1;
        Retailer retailer = retailers.findById(retailerId).orElseThrow(() -> new NotFound("retailer", retailerId));
        if (born) {
            publish(retailer.changed(), decision);
        }
        return retailer;
    }

    private void publish(RetailerChanged news, Decision decision) {
        outbox.append(Message.event(
                EXCHANGE, RetailerChanged.TYPE, news.id(), news.sequence(), Retailer.EPOCH, decision, news));
    }
}
