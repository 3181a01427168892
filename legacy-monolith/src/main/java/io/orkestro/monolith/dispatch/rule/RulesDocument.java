package io.orkestro.monolith.dispatch.rule;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The one document of dispatch rules a retailer has. */
@Entity
@Table(name = "dispatch_rules")
class RulesDocument {

    @Id
    private String retailerId;

    private long epoch;
    private long sequence;

    @JdbcTypeCode(SqlTypes.JSON)
    private DispatchRules rules;

    /** Fields of a snapshot from elsewhere that mean nothing here, kept for whoever knows them. */
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode unknown;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected RulesDocument() {}

    RulesDocument(String retailerId, long epoch) {
        this.retailerId = retailerId;
        this.epoch = epoch;
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
        rules = replacement.atVersion(rules.version() + 1);
        sequence++;
        return RulesCopies.CHANGED;
    }

    /** Becomes what somebody else has told of it, whoever owns it now. */
    void become(DispatchRules told, long newEpoch, long newSequence, @Nullable JsonNode notUnderstood) {
        rules = told;
        epoch = newEpoch;
        sequence = newSequence;
        unknown = notUnderstood;
    }

    /** Somebody else owns it from now on; what is known of it stays. */
    void surrender(long newEpoch) {
        epoch = newEpoch;
    }

    String retailerId() {
        return retailerId;
    }

    @Nullable
    JsonNode unknown() {
        return unknown;
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
