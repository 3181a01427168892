package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Promise 2, with kill -9: processes that append, relay and consume are killed in the middle of it; then the ledger of
 * committed changes is compared with the effects.
 */
class KilledIT extends InTheShop {

    private static final int KILLS = 3;
    private static final String RUN = "killed_";

    @Autowired
    JdbcConnectionDetails database;

    @Value("${orkestro.messaging.prefix}")
    String prefix;

    @Test
    void whateverIsKilledEveryCommittedChangeHasItsEffectOnce() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            long before = things();
            Process shop = start(RUN + kill);
            await().atMost(Duration.ofSeconds(30)).until(() -> things() > before + 200 || !shop.isAlive());
            assertThat(shop.isAlive()).isTrue();
            // Somewhere in the next turns, nobody knows where.
            shop.waitFor(ThreadLocalRandom.current().nextInt(200), TimeUnit.MILLISECONDS);
            shop.destroyForcibly().waitFor();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> effectsOfRun() >= things());
        assertThat(jdbc.sql("""
                        select subject, number from thing where subject like 'killed%'
                        except select subject, number from effect
                        """).query().listOfRows())
                .as("committed, without effect")
                .isEmpty();
        assertThat(jdbc.sql("""
                        select subject, number from effect where subject like 'killed%'
                        except select subject, number from thing
                        """).query().listOfRows())
                .as("effects of what never committed")
                .isEmpty();
        assertThat(jdbc.sql("""
                        select subject, number, count(*) from effect where subject like 'killed%'
                        group by 1, 2 having count(*) > 1
                        """).query().listOfRows()).as("doubled effects").isEmpty();
        assertThat(parked.count()).isZero();
    }

    private long things() {
        return jdbc.sql("select count(*) from thing where subject like 'killed%'")
                .query(Long.class)
                .single();
    }

    private long effectsOfRun() {
        return jdbc.sql("select count(*) from effect where subject like 'killed%'")
                .query(Long.class)
                .single();
    }

    private Process start(String run) throws IOException {
        RabbitConnectionDetails.Address address = broker.getFirstAddress();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Killed.class.getName()));
        command.addAll(Arrays.asList(
                run,
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + String.valueOf(database.getPassword()),
                "--spring.rabbitmq.host=" + address.host(),
                "--spring.rabbitmq.port=" + address.port(),
                "--spring.rabbitmq.username=" + broker.getUsername(),
                "--spring.rabbitmq.password=" + broker.getPassword(),
                "--spring.rabbitmq.virtual-host=" + broker.getVirtualHost(),
                "--spring.flyway.enabled=false",
                "--orkestro.messaging.prefix=" + prefix));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target", run + ".log"))
                .start();
    }

    /** A shop that changes things as fast as it can, until it is killed. */
    static final class Killed {

        private static final int SUBJECTS = 20;

        private Killed() {}

        public static void main(String[] args) {
            String run = args[0];
            ConfigurableApplicationContext shop =
                    new SpringApplicationBuilder(Shop.class).run(Arrays.copyOfRange(args, 1, args.length));
            TransactionTemplate transactions = shop.getBean(TransactionTemplate.class);
            JdbcClient jdbc = shop.getBean(JdbcClient.class);
            Outbox outbox = shop.getBean(Outbox.class);
            for (int number = 1; ; number++) {
                Shop.change(transactions, jdbc, outbox, run + "_" + number % SUBJECTS, number);
            }
        }
    }
}
