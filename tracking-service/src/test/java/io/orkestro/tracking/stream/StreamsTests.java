package io.orkestro.tracking.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orkestro.tracking.Changes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class StreamsTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Test
    void itTellsWhatIsNewAndNothingTwice() throws Exception {
        Told told = new Told();
        told.say("one");
        Streams streams = streams(LONG, LONG, 10, 10);
        MockHttpServletResponse response = new MockHttpServletResponse();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> client = clients.submit(() -> streams.answer(get(), response, told));
            await().until(() -> response.getContentAsString().contains("data: one"));
            told.say("two");
            await().until(() -> response.getContentAsString().contains("data: two"));
            told.end();
            client.get();
        }

        assertThat(response.getContentType()).isEqualTo("text/event-stream;charset=UTF-8");
        assertThat(response.getHeader("Cache-Control")).contains("no-store");
        assertThat(response.getContentAsString())
                .startsWith("retry: ")
                .contains("id: 1\nevent: news\ndata: one\n\n")
                .containsOnlyOnce("one")
                .containsOnlyOnce("two");
        assertThat(listeners).as("nobody listens any more").isEmpty();
    }

    @Test
    void silenceIsFilledAndEndsWithTheStreamsLife() throws Exception {
        Streams streams = streams(Duration.ofMillis(400), Duration.ofMillis(50), 10, 10);
        MockHttpServletResponse response = new MockHttpServletResponse();

        streams.answer(get(), response, new Told());

        assertThat(response.getContentAsString().split("\n:\n", -1)).hasSizeGreaterThan(3);
    }

    @Test
    void aChangeNobodyToldOfIsFoundAtTheNextHeartbeat() throws Exception {
        Told told = new Told();
        Streams streams = streams(LONG, Duration.ofMillis(50), 10, 10);
        MockHttpServletResponse response = new MockHttpServletResponse();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> client = clients.submit(() -> streams.answer(get(), response, told));
            await().until(() -> response.getContentAsString().contains("retry"));
            told.saySecretly("found");
            await().until(() -> response.getContentAsString().contains("data: found"));
            told.end();
            client.get();
        }
    }

    @Test
    void aShutDownEndsStreamsAtOnce() throws Exception {
        Streams streams = streams(LONG, LONG, 10, 10);
        MockHttpServletResponse response = new MockHttpServletResponse();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> client = clients.submit(() -> streams.answer(get(), response, new Told()));
            await().until(() -> response.getContentAsString().contains("retry"));
            streams.stop();
            await().atMost(Duration.ofSeconds(2)).until(client::isDone);
        }
    }

    @Test
    void whoOnlyAsksForTheHeadWaitsForNothing() {
        MockHttpServletResponse response = new MockHttpServletResponse();

        streams(LONG, LONG, 10, 10).answer(new MockHttpServletRequest("HEAD", "/track/x/events"), response, new Told());

        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void thereAreNeverTooMany() throws Exception {
        Streams streams = streams(LONG, LONG, 3, 2);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String topic : List.of("a", "a", "b")) {
                MockHttpServletResponse response = new MockHttpServletResponse();
                clients.execute(() -> streams.answer(get(), response, new Told(topic)));
                await().until(() -> response.getContentAsString().contains("retry"));
            }
            for (String topic : List.of("a", "b")) {
                MockHttpServletResponse refused = new MockHttpServletResponse();
                assertThatThrownBy(() -> streams.answer(get(), refused, new Told(topic)))
                        .isInstanceOf(TooManyStreams.class);
            }
            streams.stop();
        }
        streams.start();
        MockHttpServletResponse again = new MockHttpServletResponse();
        Told over = new Told();
        over.end();
        streams.answer(get(), again, over);
        assertThat(again.getContentAsString()).startsWith("retry");
    }

    @Test
    void aSourceThatFailsLaterEndsItsStreamAndOneThatFailsAtOnceIsRefused() throws Exception {
        Told told = new Told();
        Streams streams = streams(LONG, Duration.ofMillis(30), 10, 10);
        MockHttpServletResponse response = new MockHttpServletResponse();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> client = clients.submit(() -> streams.answer(get(), response, told));
            await().until(() -> response.getContentAsString().contains("retry"));
            told.fail();
            client.get();
        }

        assertThatThrownBy(() -> streams.answer(get(), new MockHttpServletResponse(), told))
                .isInstanceOf(IllegalStateException.class);
    }

    private static MockHttpServletRequest get() {
        return new MockHttpServletRequest("GET", "/track/x/events");
    }

    private static Streams streams(Duration life, Duration heartbeat, int limit, int perTopic) {
        Streams streams = new Streams(new StreamProperties(life, heartbeat, limit, perTopic));
        streams.start();
        return streams;
    }

    /** What somebody says, once each. */
    private final class Told implements Source {

        private final String topic;
        private volatile @Nullable String word;
        private volatile boolean over;
        private volatile boolean failing;
        private int count;

        Told() {
            this("topic");
        }

        Told(String topic) {
            this.topic = topic;
        }

        void say(String next) {
            saySecretly(next);
            listeners.forEach(Runnable::run);
        }

        void saySecretly(String next) {
            word = next;
        }

        void end() {
            over = true;
            listeners.forEach(Runnable::run);
        }

        void fail() {
            failing = true;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public Changes.Watch watch(Runnable onChange) {
            listeners.add(onChange);
            return () -> listeners.remove(onChange);
        }

        @Override
        public List<Event> next() {
            if (failing) {
                throw new IllegalStateException("the database is away");
            }
            String said = word;
            word = null;
            return said == null ? List.of() : List.of(new Event(String.valueOf(++count), "news", said));
        }

        @Override
        public boolean isOver() {
            return over;
        }
    }
}
