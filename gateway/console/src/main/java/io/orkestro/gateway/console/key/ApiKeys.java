package io.orkestro.gateway.console.key;

import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with API keys. Each is one transaction: the change, its audit entry, the news for the edges. */
@Component
class ApiKeys {

    private final KeyStore store;
    private final Audit audit;
    private final KeyProperties properties;
    private final Clock clock;

    ApiKeys(KeyStore store, Audit audit, KeyProperties properties, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
    }

    /** Revoked ones too, newest first. */
    @Transactional(readOnly = true)
    List<ApiKey> all() {
        return store.all();
    }

    @Transactional
    IssuedKey issue(NewKey wanted, String actor) {
        KeyText text = KeyText.random(wanted.role());
        store.add(text, wanted, clock.instant(), actor);
        ApiKey issued = lock(text.id());
        audit.record(actor, "key.issued", issued.id(), null, issued);
        store.tellEdges();
        return new IssuedKey(issued, text);
    }

    /** A new secret; the one before stays valid for the grace period, an older one ends now. */
    @Transactional
    IssuedKey rotate(String id, String actor) {
        ApiKey before = lock(id);
        if (before.isRevoked()) {
            throw new KeyRevoked(id);
        }
        Instant now = clock.instant();
        KeyText text = KeyText.withNewSecret(before.role(), id);
        store.retireSecrets(id, now.plus(properties.rotationGrace()));
        store.addSecret(text, now);
        ApiKey after = lock(id);
        audit.record(actor, "key.rotated", id, before, after);
        store.tellEdges();
        return new IssuedKey(after, text);
    }

    /** Ends the key with all its secrets. Revoking a revoked key changes nothing. */
    @Transactional
    ApiKey revoke(String id, String actor) {
        ApiKey before = lock(id);
        if (before.isRevoked()) {
            return before;
        }
        store.revoke(id, clock.instant(), actor);
        ApiKey after = lock(id);
        audit.record(actor, "key.revoked", id, before, after);
        store.tellEdges();
        return after;
    }

    private ApiKey lock(String id) {
        return store.lock(id).orElseThrow(() -> new NotFound("API key", id));
    }
}
