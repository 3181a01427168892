package io.orkestro.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.standardwebhooks.Webhook;
import io.orkestro.notification.world.Api;
import io.orkestro.notification.world.ChildProcess;
import io.orkestro.notification.world.Happenings;
import io.orkestro.notification.world.Happenings.Life;
import io.orkestro.notification.world.NotificationTest;
import io.orkestro.notification.world.Receiver;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.testing.TcpProxy;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Another process of the service does all the telling, and is killed (-9) in the middle of it: what it had told and not
 * written down is told again under the same id, and what it had not told is told once.
 */
@NotificationTest
class KilledIT {

    /** A JVM starts, on a machine that has other things to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Autowired
    private Api api;

    @Autowired
    private Happenings happenings;

    @Autowired
    private ChildProcess children;

    @Autowired
    private GreenMail mails;

    @Autowired
    private TcpProxy wireToTheMailServer;

    @Autowired
    @Qualifier("webhookAttempts")
    private DueWork<?> webhooks;

    @Autowired
    @Qualifier("emailsToSend")
    private DueWork<?> emails;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);

    @BeforeEach
    void theOtherProcessTells() throws Exception {
        mails.purgeEmailFromAllMailboxes();
        webhooks.stop();
        emails.stop();
    }

    @AfterEach
    void thisOneGoesOn() {
        wireToTheMailServer.heal();
        webhooks.start();
        emails.start();
    }

    @Test
    void whatWasToldAndNotWrittenDownIsToldAgainUnderTheSameIdAndWhatWasNotToldIsToldOnce() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Receiver told = Receiver.that(exchange -> {
                    awaitQuietly(answer);
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
                Receiver untold = Receiver.answering(_ -> 200);
                TcpProxy wire =
                        TcpProxy.to("127.0.0.1", URI.create(untold.url()).getPort())) {
            String secret = register(told.url()).text("/secret");
            register("http://127.0.0.1:%d/hooks".formatted(wire.port()));
            wire.blackHole();
            wireToTheMailServer.blackHole();
            Process child = children.start("killed-notification");
            try {
                happenings.happen(life.created());
                await().atMost(PATIENCE).until(() -> told.got().size() == 1 && leased() == 2 && sending() == 1);
                new TransactionTemplate(transactions).executeWithoutResult(_ -> {
                    holdTheRows();
                    answer.countDown();
                    wireToTheMailServer.heal();
                    await().until(() -> mails.getReceivedMessages().length == 1 && stuck() == 2);
                    kill(child);
                });
            } finally {
                kill(child);
            }
            assertThat(untold.got()).isEmpty();
            wire.reset();
            wire.heal();

            theLeasesEnd();
            webhooks.start();
            emails.start();

            await().untilAsserted(() -> assertThat(statuses()).isEqualTo("1 succeeded, 1 succeeded, sent"));
            assertThat(told.got()).hasSize(2);
            assertThat(told.got().get(1).id()).isEqualTo(told.got().get(0).id());
            assertThat(told.got().get(1).body()).isEqualTo(told.got().get(0).body());
            for (Receiver.Got got : told.got()) {
                new Webhook(secret).verify(got.body(), got.headers());
            }
            assertThat(mails.getReceivedMessages()).hasSize(2);
            assertThat(mails.getReceivedMessages())
                    .extracting(MimeMessage::getMessageID)
                    .containsOnly(mails.getReceivedMessages()[0].getMessageID());
            assertThat(untold.got()).hasSize(1);
        }
    }

    private Answer register(String url) {
        return api.retailer(key).post("/v1/webhook-endpoints", "{\"url\": \"%s\"}".formatted(url));
    }

    private int leased() {
        return count("select count(*) from webhook_attempt a join webhook w on w.id = a.webhook_id"
                + " where w.delivery_id = :id and a.leased_until > now()");
    }

    private int sending() {
        return count("select count(*) from message where delivery_id = :id and attempts = 1");
    }

    /** So that the other process cannot write down how it ended. */
    private void holdTheRows() {
        jdbc.sql("select a.id from webhook_attempt a join webhook w on w.id = a.webhook_id"
                        + " where w.delivery_id = :id for update of a")
                .param("id", life.id())
                .query(String.class)
                .list();
        jdbc.sql("select id from message where delivery_id = :id for update")
                .param("id", life.id())
                .query(String.class)
                .list();
    }

    /** Who waits for a row that somebody holds. */
    private int stuck() {
        return jdbc.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock' and query like '%where id = %'
                        """).query(Integer.class).single();
    }

    private void theLeasesEnd() {
        jdbc.sql("update webhook_attempt set leased_until = now() where status = 'pending' and webhook_id in"
                        + " (select id from webhook where delivery_id = :id)")
                .param("id", life.id())
                .update();
        jdbc.sql("update message set due_at = now() where status = 'queued' and delivery_id = :id")
                .param("id", life.id())
                .update();
    }

    private String statuses() {
        return jdbc.sql("""
                        select string_agg(told, ', ' order by told) from (
                          select a.number || ' ' || a.status as told
                          from webhook_attempt a join webhook w on w.id = a.webhook_id where w.delivery_id = :id
                          union all select status from message where delivery_id = :id) everything
                        """).param("id", life.id()).query(String.class).single();
    }

    private int count(String sql) {
        return jdbc.sql(sql).param("id", life.id()).query(Integer.class).single();
    }

    private static void kill(Process child) {
        try {
            child.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
