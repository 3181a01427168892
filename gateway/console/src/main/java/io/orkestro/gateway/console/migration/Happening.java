package io.orkestro.gateway.console.migration;

import io.orkestro.gateway.flags.audit.AuditEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody, or the guard, did to a capability.
 *
 * @param words what it became
 */
record Happening(
        Instant at, String actor, String words, @Nullable String reason, boolean isFlip, boolean isGuards) {

    static Happening of(AuditEntry entry, JsonMapper json) {
        JsonNode after = json.readTree(entry.after()).path("words");
        return new Happening(
                entry.at(),
                entry.actor(),
                after.isString() ? after.stringValue() : entry.action(),
                entry.reason(),
                entry.action().startsWith("flag."),
                entry.actor().equals("guard"));
    }
}
