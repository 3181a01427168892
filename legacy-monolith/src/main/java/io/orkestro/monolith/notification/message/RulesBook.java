package io.orkestro.monolith.notification.message;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The retailers' notification rules. */
@Component
class RulesBook {

    private static final String CHANGED = "notification-rules.changed.v1";

    /** The document as it now is, for the other side. */
    record RulesChanged(String retailerId, NotificationRules rules) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Outbox outbox;

    RulesBook(JdbcClient jdbc, JsonMapper json, Outbox outbox) {
        this.jdbc = jdbc;
        this.json = json;
        this.outbox = outbox;
    }

    NotificationRules of(String retailerId) {
        return jdbc.sql("select rules from notification_rules where retailer_id = :retailer")
                .param("retailer", retailerId)
                .query(String.class)
                .optional()
                .map(text -> json.readValue(text, NotificationRules.class))
                .orElse(NotificationRules.DEFAULTS);
    }

    @Transactional
    NotificationRules replace(String retailerId, NotificationRules read, Decision decision) {
        read.check();
        NotificationRules next = read.at(read.version() + 1);
        int rows = jdbc.sql("""
                        insert into notification_rules (retailer_id, version, rules, epoch)
                        select :retailer, :next, cast(:rules as jsonb), 1
                        where :version = 0 or exists (
                          select from notification_rules where retailer_id = :retailer)
                        on conflict (retailer_id) do update set version = excluded.version, rules = excluded.rules
                        where notification_rules.version = :version
                        """)
                .param("retailer", retailerId)
                .param("version", read.version())
                .param("next", next.version())
                .param("rules", json.writeValueAsString(next))
                .update();
        if (rows == 0) {
            throw new VersionConflict(of(retailerId).version());
        }
        outbox.append(Message.event(
                Capability.NOTIFICATION.slug(),
                CHANGED,
                retailerId,
                next.version(),
                1,
                decision,
                new RulesChanged(retailerId, next)));
        return next;
    }
}
