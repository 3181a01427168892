package io.orkestro.dispatch.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.dispatch.DispatchApplication;
import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.contracts.ProbesContract;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.testing.TestServers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Many rows. As many as a file may have are worked through with {@code -Drows=100000}, alone: beside tests that keep all
 * that is said it would be too much for one process.
 */
@Tag("long")
@SpringBootTest(
        classes = DispatchApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.metrics.token=" + ProbesContract.TOKEN,
            "orkestro.token.secret=" + ApiClient.SECRET,
            "orkestro.secret-key=" + ApiClient.SECRET
        })
@Import({TestServers.class, ImportBurstIT.Wiring.class})
class ImportBurstIT {

    private static final Logger log = LoggerFactory.getLogger(ImportBurstIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(40);

    private final String key =
            "b" + UUID.randomUUID().toString().replace("-", "").substring(0, 6);
    private final As retailer;
    private final JdbcClient jdbc;

    @Autowired
    ImportBurstIT(@LocalServerPort int port, JdbcClient jdbc) {
        this.retailer = new ApiClient("dispatch-service", port, Decision.decode("SMMM")).retailer(key);
        this.jdbc = jdbc;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Wiring {

        /** Dispatch is served here, the rest by the monolith. */
        @Bean
        @Primary
        Routing dispatchIsServedHere() {
            return _ -> Decision.decode("SMMM");
        }
    }

    @Test
    void manyRowsTakeMinutesAndTheSecondTimeLess() {
        int rows = Integer.getInteger("rows", 5_000);
        String file = file(rows);
        log.info("The file has {} rows and {} bytes", rows, file.length());

        Answer sent = timed("taking the file", () -> retailer.post("/v1/imports", Files.bytes(file), "text/csv", null));
        assertThat(sent.status()).isEqualTo(202);
        timed("working it through", () -> done(sent, rows, 0));
        timed("until dispatch has answered for all", () -> {
            await().atMost(PATIENCE).until(() -> accepted() == rows);
            return rows;
        });

        Answer again = retailer.post("/v1/imports", Files.bytes(file), "text/csv", null);
        timed("working it through once more", () -> done(again, 0, rows));
        assertThat(accepted()).isEqualTo(rows);
    }

    /** As short as rows can be, to be within 10 MB. Tomorrow's, so that no courier is asked yet. */
    private String file(int rows) {
        String tomorrow = LocalDate.now(ZoneId.of("Europe/London")).plusDays(1) + "T10:00:00";
        StringBuilder text = new StringBuilder(Files.HEADER).append('\n');
        IntStream.range(0, rows)
                .forEach(i -> text.append("ret_%s,%d,A,1 A St,London,E2 7DJ,GB,,%s,B,%d B St,London,N%d 2BG,GB,,%n"
                        .formatted(key, i, tomorrow, i % 9, 1 + i % 9)));
        return text.toString();
    }

    private Answer done(Answer sent, int accepted, int unchanged) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> show(sent).text("status").equals("done"));
        Answer done = show(sent);
        assertThat(done.json().path("accepted").asInt()).isEqualTo(accepted);
        assertThat(done.json().path("unchanged").asInt()).isEqualTo(unchanged);
        return done;
    }

    private Answer show(Answer sent) {
        return retailer.get("/v1/imports/" + sent.text("id"));
    }

    private int accepted() {
        return jdbc.sql("select count(*) from shop_order where retailer_id = ? and status = 'ACCEPTED'")
                .param("ret_" + key)
                .query(Integer.class)
                .single();
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        log.info("{}: {} ms", what, Duration.ofNanos(System.nanoTime() - start).toMillis());
        return result;
    }
}
