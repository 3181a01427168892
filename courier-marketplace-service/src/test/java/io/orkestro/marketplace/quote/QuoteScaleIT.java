package io.orkestro.marketplace.quote;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.Testbed;
import io.orkestro.marketplace.Testbed.Actors;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Couriers;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.testing.TestServers;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a quote costs while the register grows, over HTTP, one after the other; read the figures as ratios. */
@Tag("long")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.secret-key=" + Testbed.SECRET,
            "orkestro.token.secret=" + Testbed.SECRET,
            "orkestro.internal.port=0"
        })
@AutoConfigureMockMvc
@Import({TestServers.class, Testbed.class})
@DirtiesContext
class QuoteScaleIT {

    private static final int WARM_UP = Integer.getInteger("quotes.warmup", 300);
    private static final int REQUESTS = Integer.getInteger("quotes.requests", 300);
    private static final int BOOKINGS_EACH = 3;
    private static final int SAVED_AT_ONCE = 500;

    /** A register a hundred times as large may cost a quote so much more, by the machine's noise and deeper trees. */
    private static final double NOISE = 2;

    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JsonMapper json;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TokenSigner signer =
            new TokenSigner("courier-marketplace-service", TokenSecret.ofBase64(Testbed.SECRET), Clock.systemUTC());

    /**
     * How long quotes took, in milliseconds.
     *
     * @param afterAChange the first one after a courier was changed
     */
    private record Run(int couriers, int eligible, double p50, double p99, double afterAChange, int kilobytes) {}

    @AfterEach
    void nobodyIsRegistered() {
        jdbc.sql("delete from booking").update();
        jdbc.sql("delete from courier").update();
    }

    @Test
    void couriersElsewhereCostNothing() throws Exception {
        List<Run> runs = List.of(run(100, 10), run(1_000, 10), run(10_000, 10));
        print("the same ten eligible", runs);
        assertThat(runs.getLast().p50()).isLessThan(runs.getFirst().p50() * NOISE);
    }

    @Test
    void whoIsEligibleCostsTheSameHoweverManyThereAre() throws Exception {
        List<Run> runs = List.of(run(100, 10), run(1_000, 100), run(10_000, 1_000));
        print("one in ten eligible", runs);
        assertThat(runs.getLast().p50()).isLessThan(runs.get(1).p50() * 10 * NOISE);
    }

    private Run run(int count, int eligible) throws Exception {
        register(count, eligible);
        String body = json.writeValueAsString(load());
        HttpResponse<byte[]> first = ask(body);
        check(first, count, eligible);
        for (int i = 0; i < WARM_UP; i++) {
            ask(body);
        }
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            millis[i] = millisOf(body);
        }
        Arrays.sort(millis);
        jdbc.sql("update courier set updated_at = now() where id = 'crr_scale1'")
                .update();
        double afterAChange = millisOf(body);
        return new Run(
                count,
                eligible,
                millis[REQUESTS / 2],
                millis[REQUESTS * 99 / 100],
                afterAChange,
                first.body().length / 1_024);
    }

    private static Map<String, Object> load() {
        Map<String, Object> load = Actors.way();
        load.put("items", List.of(Map.of("name", "Cheese", "quantity", 2, "weightGrams", 900)));
        return load;
    }

    /** With some live bookings each. */
    private void register(int count, int eligible) {
        nobodyIsRegistered();
        UkCouriers uk = new UkCouriers();
        List<Courier> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(i < eligible ? uk.aroundShoreditch() : uk.elsewhere());
        }
        for (int from = 0; from < count; from += SAVED_AT_ONCE) {
            List<Courier> some = all.subList(from, Math.min(count, from + SAVED_AT_ONCE));
            transactions.executeWithoutResult(_ -> some.forEach(couriers::save));
        }
        jdbc.sql("""
                        insert into booking (id, courier_id, delivery_id, attempt, status, job, answer_by, decision, replica,
                                             requested_at, answered_at, epoch, sequence, version)
                        select 'bkg_' || c.id || n, c.id, 'dlv_' || c.id || n, 1, 'CONFIRMED', '{}', now(), 'SSSS', true,
                               now() - interval '1 hour', now(), 1, 1, 0
                        from courier c, generate_series(1, :each) n
                        """).param("each", BOOKINGS_EACH).update();
        jdbc.sql("analyze booking").update();
        jdbc.sql("analyze courier").update();
    }

    private void check(HttpResponse<byte[]> response, int count, int eligible) {
        assertThat(response.statusCode()).isEqualTo(200);
        List<JsonNode> quotes =
                json.readTree(response.body()).get("quotes").valueStream().toList();
        assertThat(quotes)
                .filteredOn(quote -> quote.get("eligible").asBoolean())
                .hasSize(eligible);
        assertThat(quotes).hasSize(eligible + Math.min(Shortlist.MOST_INELIGIBLE, count - eligible));
    }

    private double millisOf(String body) throws IOException, InterruptedException {
        HttpRequest request = request(body);
        long began = System.nanoTime();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double millis = (System.nanoTime() - began) / 1e6;
        assertThat(response.statusCode()).isEqualTo(200);
        return millis;
    }

    private HttpResponse<byte[]> ask(String body) throws IOException, InterruptedException {
        return http.send(request(body), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String body) {
        DecisionToken token = new DecisionToken(
                "test",
                Role.RETAILER,
                "ret_acme",
                new RoutingKey("acme"),
                Testbed.DECISION,
                Instant.EPOCH,
                0,
                Instant.now());
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/quotes"))
                .header(DecisionToken.HEADER, signer.sign(token))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static void print(String what, List<Run> runs) {
        System.out.printf(
                "%n%s%n| couriers | eligible | p50 ms | p99 ms | after a change, ms | answer KB |%n|---|---|---|---|---|---|%n",
                what);
        runs.forEach(run -> System.out.printf(
                "| %,d | %,d | %.1f | %.1f | %.0f | %d |%n",
                run.couriers(), run.eligible(), run.p50(), run.p99(), run.afterAChange(), run.kilobytes()));
    }
}
