package io.orkestro.platform.web.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.web.internal.PeerUnreachable.Reason;
import io.orkestro.platform.web.rehearsal.Rehearsal;
import io.orkestro.platform.web.request.RequestIds;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to peers' inner doors. Short, few at a time, and never in a transaction: a peer that hangs must not hold our rows. A peer
 * may have two places: where nobody is at one, the call goes to the other, and so do later ones once it says that it leaves.
 */
public final class PeerCalls implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofMillis(250);
    /** A call in vain says nothing of a peer that nobody has asked since. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(5);

    private static final int AT_ONCE = 32;

    private final Map<String, PeerPlaces> addresses;
    private final Map<String, Semaphore> free = new HashMap<>();
    /** Since when a peer has left every call unanswered, by {@link System#nanoTime}. */
    private final Map<String, Long> silentSince = new ConcurrentHashMap<>();
    /** When a call had last waited in vain. */
    private final Map<String, Long> missedAt = new ConcurrentHashMap<>();
    /** When it answered last. */
    private final Map<String, Long> answeredAt = new ConcurrentHashMap<>();

    private final PeerTokens tokens;
    private final JsonMapper json;
    private final Traces traces;
    private final MeterRegistry meters;
    private final HttpClient http;

    PeerCalls(
            Map<String, PeerPlaces> addresses,
            PeerTokens tokens,
            JsonMapper json,
            Traces traces,
            MeterRegistry meters) {
        this.addresses = Map.copyOf(addresses);
        this.tokens = tokens;
        this.json = json;
        this.traces = traces;
        this.meters = meters;
        addresses.keySet().forEach(peer -> free.put(peer, new Semaphore(AT_ONCE)));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Whether there is an address and a secret for it. */
    public boolean reaches(String peer) {
        return addresses.containsKey(peer) && tokens.knows(peer);
    }

    /** Whether it has answered nothing at all for so long, although it was asked; a refusal is an answer. */
    public boolean isSilentFor(String peer, Duration duration) {
        Long since = silentSince.get(peer);
        return since != null && System.nanoTime() - since > duration.toNanos();
    }

    /** @throws PeerUnreachable where no answer of this type came in time */
    public <T> T get(String peer, String path, Class<T> type, Duration atMost) {
        return call(peer, "GET", path, null, type, atMost);
    }

    /** @throws PeerUnreachable where no answer of this type came in time; it may have been done all the same */
    public <T> T post(String peer, String path, Object body, Class<T> type, Duration atMost) {
        return call(peer, "POST", path, body, type, atMost);
    }

    private <T> T call(String peer, String method, String path, @Nullable Object body, Class<T> type, Duration atMost) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A call to %s in a transaction: do it before or after".formatted(peer));
        }
        if (Rehearsal.isUnderWay()) {
            throw new IllegalStateException("A call to %s in a rehearsal: it asks nobody".formatted(peer));
        }
        PeerPlaces doors = addresses.get(peer);
        Semaphore places = free.get(peer);
        if (doors == null || places == null) {
            throw new PeerUnreachable(peer, Reason.NOBODY_THERE, "it has no address", null);
        }
        long begun = System.nanoTime();
        try {
            if (!places.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PeerUnreachable(peer, Reason.QUEUE_FULL, "too many calls wait for it", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerUnreachable(peer, Reason.QUEUE_FULL, "interrupted", e);
        }
        try {
            Knock knock = door -> exchange(peer, request(peer, method, door.resolve(path), body), begun, atMost);
            T answer = read(peer, type, atOneOf(doors, knock));
            count(peer, path, "answered", begun);
            return answer;
        } catch (PeerUnreachable e) {
            count(peer, path, e.outcome(), begun);
            throw e;
        } finally {
            places.release();
        }
    }

    /** A call at one door. */
    private interface Knock {
        HttpResponse<byte[]> at(URI door);
    }

    /** At the first door behind which there is somebody. */
    private static HttpResponse<byte[]> atOneOf(PeerPlaces doors, Knock knock) {
        for (int left = doors.count(); ; left--) {
            URI door = doors.first();
            try {
                HttpResponse<byte[]> answer = knock.at(door);
                if (answer.headers().firstValue("Connection").orElse("").equalsIgnoreCase("close")) {
                    doors.leave(door);
                }
                return answer;
            } catch (PeerUnreachable fault) {
                if (!wasNeverSent(fault)) {
                    throw fault;
                }
                doors.leave(door);
                if (left <= 1) {
                    throw fault;
                }
            }
        }
    }

    /** Nobody is there; or an address is nobody's any more, as that of a container that was replaced, and does not even refuse. */
    private static boolean wasNeverSent(PeerUnreachable fault) {
        return fault.isNobodyThere()
                || (fault.getCause() instanceof ExecutionException failed
                        && failed.getCause() instanceof HttpConnectTimeoutException);
    }

    /** By peer, by what was asked ({@code claims} of {@code /internal/claims/…}), and by what came of it. */
    private void count(String peer, String path, String outcome, long begun) {
        meters.timer("orkestro.peer.calls", "peer", peer, "asked", path.split("[/?]", 4)[2], "outcome", outcome)
                .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    private HttpRequest request(String peer, String method, URI address, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + tokens.sign(peer))
                .header("Accept", "application/json");
        String requestId = MDC.get(RequestIds.LOG_FIELD);
        if (requestId != null) {
            request.header(RequestIds.HEADER, requestId);
        }
        String traceparent = traces.current();
        if (traceparent != null) {
            request.header(Traces.HEADER, traceparent);
        }
        if (body == null) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
    }

    private HttpResponse<byte[]> exchange(String peer, HttpRequest request, long begun, Duration atMost) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            long left = begun + atMost.toNanos() - System.nanoTime();
            HttpResponse<byte[]> answered = answer.get(Math.max(1, left), TimeUnit.NANOSECONDS);
            answeredAt.put(peer, System.nanoTime());
            silentSince.remove(peer);
            return answered;
        } catch (TimeoutException e) {
            answer.cancel(true);
            wasSilent(peer, begun);
            throw new PeerUnreachable(peer, Reason.NO_ANSWER, "no answer in time", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new PeerUnreachable(peer, Reason.NO_ANSWER, "interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof HttpConnectTimeoutException) {
                // Somebody may be there, with no time to open the door.
                wasSilent(peer, begun);
            }
            Reason reason = cause instanceof ConnectException ? Reason.NOBODY_THERE : Reason.NO_ANSWER;
            throw new PeerUnreachable(peer, reason, String.valueOf(cause), e);
        }
    }

    /** Since the call that found no answer, unless another one found an answer after that, or nobody asked for long. */
    private void wasSilent(String peer, long begun) {
        Long missedBefore = missedAt.put(peer, System.nanoTime());
        long since = Math.max(begun, answeredAt.getOrDefault(peer, begun));
        if (missedBefore != null && begun - missedBefore > FORGOTTEN_AFTER.toNanos()) {
            silentSince.put(peer, since);
        } else {
            silentSince.putIfAbsent(peer, since);
        }
    }

    private <T> T read(String peer, Class<T> type, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new PeerUnreachable(peer, Reason.OTHER_ANSWER, "it said " + answer.statusCode(), null);
        }
        try {
            return json.readValue(answer.body(), type);
        } catch (JacksonException e) {
            throw new PeerUnreachable(peer, Reason.OTHER_ANSWER, "its answer cannot be read", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
