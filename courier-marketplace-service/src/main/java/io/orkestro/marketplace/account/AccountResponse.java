package io.orkestro.marketplace.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An account as ops see it.
 *
 * @param secrets their names
 * @param webhookUrl where the courier is to tell us what happens
 */
record AccountResponse(
        String courierId,
        String provider,
        Map<String, String> settings,
        List<String> secrets,
        String webhookUrl,
        Instant updatedAt) {

    static AccountResponse of(Accounts.Kept kept, String webhookUrl) {
        return new AccountResponse(
                kept.account().courierId(),
                kept.provider(),
                kept.account().settings(),
                kept.account().secrets().keySet().stream().sorted().toList(),
                webhookUrl,
                kept.updatedAt());
    }
}
