package io.orkestro.dispatch.rule;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads and replaces a retailer's dispatch rules. */
@Component
public class KeepRules {

    private final RulesDocuments documents;
    private final Outbox outbox;

    KeepRules(RulesDocuments documents, Outbox outbox) {
        this.documents = documents;
        this.outbox = outbox;
    }

    @Transactional(readOnly = true)
    public DispatchRules of(String retailerId) {
        return documents.findById(retailerId).map(RulesDocument::rules).orElse(DispatchRules.INITIAL);
    }

    /**
     * @param rules its version is the one it was made from
     * @return the rules as they are now
     */
    @Transactional
    public DispatchRules replace(String retailerId, DispatchRules rules, Decision decision) {
        documents.queue(retailerId);
        RulesDocument document = documents.lock(retailerId).orElseGet(() -> new RulesDocument(retailerId));
        String event = document.replace(rules);
        documents.save(document);
        outbox.append(Message.event(
                Capability.DISPATCH.slug(),
                event,
                retailerId,
                document.sequence(),
                document.epoch(),
                decision,
                new RulesSnapshot(retailerId, document.rules())));
        return document.rules();
    }

    /** What others are told. */
    record RulesSnapshot(String retailerId, DispatchRules rules) {}
}
