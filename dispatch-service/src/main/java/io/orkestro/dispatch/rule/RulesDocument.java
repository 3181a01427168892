package io.orkestro.dispatch.rule;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The one document of dispatch rules a retailer has. */
@Entity
@Table(name = "dispatch_rules")
class RulesDocument {

    static final String CHANGED = "dispatch-rules.changed.v1";

    private static final long BORN_AT_SERVICE = 2;

    @Id
    private String retailerId;

    private long epoch;
    private long sequence;

    @JdbcTypeCode(SqlTypes.JSON)
    private DispatchRules rules;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected RulesDocument() {}

    RulesDocument(String retailerId) {
        this.retailerId = retailerId;
        this.epoch = BORN_AT_SERVICE;
        this.sequence = 0;
        this.rules = DispatchRules.INITIAL;
    }

    /**
     * Puts other rules in place of the present ones.
     *
     * @param replacement its version is the one it was made from
     * @return the event's type
     */
    String replace(DispatchRules replacement) {
        if (replacement.version() != rules.version()) {
            throw new VersionConflict(rules.version());
        }
        rules = new DispatchRules(
                rules.version() + 1,
                replacement.strategy(),
                replacement.preferredCouriers(),
                replacement.excludedCouriers(),
                replacement.maxFee(),
                replacement.maxOrderValueByVehicle(),
                replacement.requireOrderValue(),
                replacement.maxAttempts(),
                replacement.giveUpAfterSeconds(),
                replacement.answerWithinSeconds());
        sequence++;
        return CHANGED;
    }

    DispatchRules rules() {
        return rules;
    }

    long epoch() {
        return epoch;
    }

    long sequence() {
        return sequence;
    }
}
