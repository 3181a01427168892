package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.rule.DecisionRound;
import java.util.List;

/** Why this courier: every round of the search, everybody considered, and why not. */
public record DecisionRecord(String deliveryId, long rulesVersion, List<DecisionRound> rounds) {}
