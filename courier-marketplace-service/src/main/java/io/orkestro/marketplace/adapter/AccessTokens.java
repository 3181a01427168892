package io.orkestro.marketplace.adapter;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Tokens, each kept until shortly before it expires. One at a time is asked for, however many wait for it. */
final class AccessTokens {

    /** How long before its end a token is not used any more: longer than a call takes. */
    private static final Duration SHORTLY = Duration.ofMinutes(1);

    private final Map<Holder, Slot> slots = new ConcurrentHashMap<>();
    private final Clock clock;

    AccessTokens(Clock clock) {
        this.clock = clock;
    }

    /** Asks the courier for a token. */
    interface Issuer {
        Issued ask() throws CourierUnreachable;
    }

    record Issued(String token, Duration lifetime) {

        @Override
        public String toString() {
            return "Issued[hidden]";
        }
    }

    /**
     * @param refused a token that the courier did not take; another is asked for, unless somebody else has already
     */
    String token(ClientCredentials credentials, @Nullable String refused, Deadline deadline, Issuer issuer)
            throws CourierUnreachable {
        Slot slot = slots.computeIfAbsent(
                new Holder(credentials.tokenUrl(), credentials.clientId(), credentials.scope()), any -> new Slot());
        String token = slot.usable(refused, clock.instant());
        return token == null ? slot.refreshed(refused, deadline, issuer, clock) : token;
    }

    private record Holder(URI tokenUrl, String clientId, String scope) {}

    private record Kept(String token, Instant usableUntil) {}

    private static final class Slot {

        private final ReentrantLock refreshing = new ReentrantLock();
        private volatile @Nullable Kept kept;

        @Nullable
        String usable(@Nullable String refused, Instant now) {
            Kept current = kept;
            return current != null
                            && now.isBefore(current.usableUntil())
                            && !current.token().equals(refused)
                    ? current.token()
                    : null;
        }

        String refreshed(@Nullable String refused, Deadline deadline, Issuer issuer, Clock clock)
                throws CourierUnreachable {
            lock(deadline);
            try {
                Instant now = clock.instant();
                String meanwhile = usable(refused, now);
                if (meanwhile != null) {
                    return meanwhile;
                }
                Issued issued = issuer.ask();
                Duration half = issued.lifetime().dividedBy(2);
                Duration early = half.compareTo(SHORTLY) < 0 ? half : SHORTLY;
                kept = new Kept(issued.token(), now.plus(issued.lifetime()).minus(early));
                return issued.token();
            } finally {
                refreshing.unlock();
            }
        }

        private void lock(Deadline deadline) throws CourierUnreachable {
            try {
                if (!refreshing.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new CourierUnreachable("no token in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CourierUnreachable("interrupted");
            }
        }
    }
}
