package io.orkestro.dispatch.rule;

import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.Decision;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads and replaces a retailer's dispatch rules. */
@Component
public class KeepRules {

    private final RulesDocuments documents;
    private final RulesCopies copies;
    private final Ownership ownership;

    KeepRules(RulesDocuments documents, RulesCopies copies, @Qualifier("rulesOwnership") Ownership ownership) {
        this.documents = documents;
        this.copies = copies;
        this.ownership = ownership;
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
        Optional<RulesDocument> present = documents.lock(retailerId);
        present.ifPresent(one -> ownership.require(retailerId, one.epoch()));
        RulesDocument document =
                present.orElseGet(() -> new RulesDocument(retailerId, ownership.birthEpoch(retailerId)));
        String event = document.replace(rules);
        documents.save(document);
        copies.say(event, document, decision);
        return document.rules();
    }
}
