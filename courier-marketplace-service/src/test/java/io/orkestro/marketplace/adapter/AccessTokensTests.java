package io.orkestro.marketplace.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccessTokensTests {

    private static final ClientCredentials CREDENTIALS =
            new ClientCredentials(URI.create("https://auth.example.org/token"), "client", "secret", "deliveries");

    private final HandClock clock = new HandClock();
    private final AccessTokens tokens = new AccessTokens(clock);
    private final AtomicInteger asked = new AtomicInteger();

    private AccessTokens.Issued issue() {
        return new AccessTokens.Issued("token-" + asked.incrementAndGet(), Duration.ofHours(1));
    }

    private String token() throws CourierUnreachable {
        return tokens.token(CREDENTIALS, null, inASecond(), this::issue);
    }

    private static Deadline inASecond() {
        return Deadline.in(Duration.ofSeconds(1));
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItExpires() throws CourierUnreachable {
        assertThat(token()).isEqualTo("token-1");
        clock.now = clock.now.plus(Duration.ofMinutes(58));
        assertThat(token()).isEqualTo("token-1");
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        assertThat(token()).isEqualTo("token-2");
    }

    @Test
    void aShortLivedTokenIsKeptForHalfItsLife() throws CourierUnreachable {
        AccessTokens.Issuer brief =
                () -> new AccessTokens.Issued("brief-" + asked.incrementAndGet(), Duration.ofSeconds(60));
        assertThat(tokens.token(CREDENTIALS, null, inASecond(), brief)).isEqualTo("brief-1");
        clock.now = clock.now.plusSeconds(29);
        assertThat(tokens.token(CREDENTIALS, null, inASecond(), brief)).isEqualTo("brief-1");
        clock.now = clock.now.plusSeconds(1);
        assertThat(tokens.token(CREDENTIALS, null, inASecond(), brief)).isEqualTo("brief-2");
    }

    @Test
    void aRefusedTokenIsReplacedOnceForAllWhoHoldIt() throws CourierUnreachable {
        String refused = token();
        assertThat(tokens.token(CREDENTIALS, refused, inASecond(), this::issue)).isEqualTo("token-2");
        assertThat(tokens.token(CREDENTIALS, refused, inASecond(), this::issue)).isEqualTo("token-2");
        assertThat(asked).hasValue(2);
    }

    @Test
    void oneAsksHoweverManyWait() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        AccessTokens.Issuer slow = () -> {
            await(mayAnswer);
            return issue();
        };
        Callable<String> want = () -> tokens.token(CREDENTIALS, null, Deadline.in(Duration.ofSeconds(10)), slow);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> waiting =
                    Stream.generate(() -> threads.submit(want)).limit(20).toList();
            mayAnswer.countDown();
            for (Future<String> one : waiting) {
                assertThat(one.get()).isEqualTo("token-1");
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoWaitsForSomebodyElsesTokenWaitsNoLongerThanItMay() throws Exception {
        CountDownLatch isAsking = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        AccessTokens.Issuer slow = () -> {
            isAsking.countDown();
            await(mayAnswer);
            return issue();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first =
                    threads.submit(() -> tokens.token(CREDENTIALS, null, Deadline.in(Duration.ofSeconds(10)), slow));
            isAsking.await();
            assertThatThrownBy(() -> tokens.token(CREDENTIALS, null, Deadline.in(Duration.ofMillis(50)), this::issue))
                    .isInstanceOf(CourierUnreachable.class)
                    .hasMessage("no token in time");
            mayAnswer.countDown();
            assertThat(first.get()).isEqualTo("token-1");
        }
    }

    @Test
    void afterAFailureTheNextOneAsksAgain() throws CourierUnreachable {
        assertThatThrownBy(() -> tokens.token(CREDENTIALS, null, inASecond(), () -> {
                    throw new CourierUnreachable("no token: HTTP 500");
                }))
                .isInstanceOf(CourierUnreachable.class);
        assertThat(token()).isEqualTo("token-1");
    }

    @Test
    void nothingHereShowsASecretWhenItIsLogged() {
        assertThat(CREDENTIALS.toString()).doesNotContain("secret");
        assertThat(issue().toString()).doesNotContain("token-");
        assertThat(new CourierAccount("crr_uber", Map.of(), Map.of("clientSecret", "hush")).toString())
                .doesNotContain("hush");
    }

    private static void await(CountDownLatch latch) throws CourierUnreachable {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CourierUnreachable("interrupted");
        }
    }

    /** Stands still until it is moved. */
    private static final class HandClock extends Clock {

        private volatile Instant now = Loads.NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
