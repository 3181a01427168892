package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.message.RulesCopies.Document;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.Decision;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The retailers' notification rules. */
@Component
class RulesBook {

    private final RulesCopies rows;
    private final Ownership ownership;
    private final Clock clock;

    RulesBook(RulesCopies rows, @Qualifier("notificationRulesOwnership") Ownership ownership, Clock clock) {
        this.rows = rows;
        this.ownership = ownership;
        this.clock = clock;
    }

    NotificationRules of(String retailerId) {
        return rows.row(retailerId).map(Document::rules).orElse(NotificationRules.DEFAULTS);
    }

    /**
     * @param rules its version is the one it was made from
     * @return the rules as they are now
     */
    @Transactional
    NotificationRules replace(String retailerId, NotificationRules rules, Decision decision) {
        rows.queue(retailerId);
        Optional<Document> present = rows.lockedRow(retailerId);
        present.ifPresent(row -> ownership.require(retailerId, row.epoch()));
        Document before = present.orElseGet(() ->
                new Document(retailerId, NotificationRules.DEFAULTS, null, ownership.birthEpoch(retailerId), 0, null));
        if (!rules.version().equals(before.rules().version())) {
            throw new VersionConflict(before.rules().version());
        }
        Document next =
                before.next(rules.at(rules.version() + 1), clock.instant().truncatedTo(ChronoUnit.MICROS));
        rows.save(next);
        rows.say(RulesCopies.CHANGED, next, decision);
        return next.rules();
    }
}
