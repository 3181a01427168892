package io.orkestro.tracking.stream;

import io.orkestro.tracking.Changes;
import io.orkestro.tracking.stream.Audience.Seat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Writes streams of server-sent events, each on the (virtual) thread of its request: a client that reads slowly keeps nobody
 * else waiting. A stream ends after a while and its client comes back, here or elsewhere, saying what it saw last.
 */
@Component
@EnableConfigurationProperties(StreamProperties.class)
public class Streams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Streams.class);

    /** Within which a client comes back. */
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

    /** A comment keeps the connection; browsers hide it from scripts, so these also get an event, which moves no id. */
    private static final byte[] HEARTBEAT = ":\nevent: alive\ndata: 0\n\n".getBytes(StandardCharsets.UTF_8);

    private final StreamProperties properties;
    private final Audience audience;
    private final Set<Semaphore> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Streams(StreamProperties properties) {
        this.properties = properties;
        this.audience = new Audience(properties.limit(), properties.perTopic());
    }

    /**
     * Answers until the source is over, the stream's life is, or the client has left.
     *
     * @throws TooManyStreams before anything is written, as is whatever the source throws when it is first asked
     */
    public void answer(HttpServletRequest request, HttpServletResponse response, Source source) {
        Semaphore changes = new Semaphore(0);
        try (Seat _ = audience.sit(source.topic());
                Changes.Watch _ = source.watch(changes::release)) {
            open.add(changes);
            List<Event> first = source.next();
            response.setStatus(HttpServletResponse.SC_OK);
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
            response.setHeader("X-Content-Type-Options", "nosniff");
            if (!request.getMethod().equals("HEAD")) {
                write(first, response.getOutputStream(), changes, source);
            }
        } catch (IOException _) {
            // The client has left.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(changes);
        }
    }

    private void write(List<Event> first, OutputStream out, Semaphore changes, Source source)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + spread(properties.life()).toNanos();
        out.write(("retry: " + spread(LONGEST_RETRY).toMillis() + "\n\n").getBytes(StandardCharsets.UTF_8));
        List<Event> news = first;
        while (true) {
            send(news, out);
            if (source.isOver()) {
                return;
            }
            if (!news.isEmpty()) {
                Thread.sleep(source.breath());
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!running || !left.isPositive()) {
                return;
            }
            awaitChange(changes, left.compareTo(properties.heartbeat()) < 0 ? left : properties.heartbeat());
            try {
                news = source.next();
            } catch (RuntimeException e) {
                log.warn("A stream about {} ends early; its client will come back", source.topic(), e);
                return;
            }
        }
    }

    /** Several changes meanwhile count as one. */
    private static void awaitChange(Semaphore changes, Duration atMost) throws InterruptedException {
        changes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
    }

    private static void send(List<Event> news, OutputStream out) throws IOException {
        for (Event event : news) {
            out.write(event.asText().getBytes(StandardCharsets.UTF_8));
        }
        if (news.isEmpty()) {
            out.write(HEARTBEAT);
        }
        out.flush();
    }

    /** Up to a tenth less, so that those who came together do not come back together. */
    private static Duration spread(Duration most) {
        return most.minusMillis(ThreadLocalRandom.current().nextLong(most.toMillis() / 10 + 1));
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for requests to end: these would not. */
    @Override
    public void stop() {
        running = false;
        open.forEach(Semaphore::release);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
