package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.Contracts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Looking up a delivery that the console knows from messages alone. */
@ConsoleTest
class DeliveryPagesIT {

    /** An estimate, and what is said again to those who keep copies: nothing has happened to the delivery. */
    private static final Set<String> NO_NEWS = Set.of("delivery.eta_changed.v1", "delivery.snapshot.v1");

    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Value("${orkestro.messaging.prefix}")
    private String prefix;

    @Autowired
    private RabbitTemplate broker;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private List<ScheduledTaskHolder> scheduled;

    private final String id =
            "dlv_acme_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);
    private UUID messageId = UUID.randomUUID();
    private Browser viewer;

    @BeforeEach
    void somebodyLooks() throws Exception {
        viewer = Browser.loggedIn(port, "viewer", ConsoleTest.VIEWER);
    }

    @Test
    void theLifeOfADeliveryIsTold() throws Exception {
        happened("delivery.created.v1", 1, 1);
        happened("delivery.assigned.v1", 2, 1);
        happened("delivery.picked_up.v1", 3, 2);
        awaitSequence(3);

        String page = viewer.open("/deliveries/" + id).body();

        assertThat(page).containsSubsequence("delivery.created.v1", "delivery.assigned.v1", "delivery.picked_up.v1");
        assertThat(page)
                .contains(
                        "picked_up",
                        "side-service",
                        "ret_acme",
                        "legacy-monolith",
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        "MMMM");
        assertThat(viewer.open("/deliveries?id=" + id.substring(0, 20)).body()).contains(id);
        assertThat(viewer.open("/deliveries?id=ret_acme").body()).contains(id);
        assertThat(viewer.open("/deliveries?id=dlv_nobody").body())
                .doesNotContain(id)
                .contains("has an id that begins so");
    }

    @Test
    void whatComesLateTwiceOrAgainDoesNoHarm() throws Exception {
        happened("delivery.picked_up.v1", 3, 2);
        awaitSequence(3);
        happened("delivery.assigned.v1", 2, 1);
        happened("delivery.assigned.v1", 2, 1);
        happened("delivery.picked_up.v1", 3, 2);
        await().until(() -> events() == 2);

        String page = viewer.open("/deliveries/" + id).body();

        assertThat(page).containsSubsequence("delivery.assigned.v1", "delivery.picked_up.v1");
        assertThat(jdbc.sql("select status || epoch || sequence from delivery where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("picked_up23");
        happened("delivery.updated.v1", 3, 3);
        await().until(() -> viewer.open("/deliveries/" + id).body().contains("side-monolith"));
    }

    @Test
    void everyTypeIsHeardAndNothingPersonalIsKept() {
        List<String> types = Contracts.deliveryEvents().stream()
                .filter(type -> !NO_NEWS.contains(type))
                .toList();
        for (int i = 0; i < types.size(); i++) {
            happened(types.get(i), i + 1, 1);
        }
        await().until(() -> events() == types.size());

        String kept = jdbc.sql("select (select string_agg(d::text, '') from delivery d)"
                        + " || (select string_agg(e::text, '') from delivery_event e)")
                .query(String.class)
                .single();

        assertThat(kept)
                .contains(id)
                .doesNotContain("Grace", "Lin", "Sam Okafor", "+447", "Cross Street", "N1 2BG", "example.com", "lift");
    }

    @Test
    void whatIsAWeekOldIsForgotten() {
        happened("delivery.created.v1", 1, 1);
        awaitSequence(1);
        jdbc.sql("update delivery set heard_at = now() - interval '7 days 1 minute' where id = ?")
                .param(id)
                .update();

        scheduled.stream()
                .flatMap(holder -> holder.getScheduledTasks().stream())
                .filter(task -> task.toString().endsWith("Deliveries.forget"))
                .forEach(task -> task.getTask().getRunnable().run());

        assertThat(events()).isZero();
    }

    @Test
    void whatTheConsoleItselfCannotHandleIsParkedInSightToo() throws Exception {
        happened("delivery.created.v1", 1, 1, message -> ((ObjectNode) message.path("data")).remove("delivery"));
        Browser admin = Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);
        await().until(() -> admin.open("/parked").body().contains(id));

        admin.send("/parked/gateway-console/console/" + messageId + "/replay", Map.of());
        assertThat(admin.open("/parked").body()).contains("Not replayed", id);
        admin.send("/parked/gateway-console/console/" + messageId + "/discard", Map.of("reason", "it has no delivery"));
        assertThat(admin.open("/parked").body()).contains("was discarded").doesNotContain(id);
    }

    @Test
    void aDeliveryNobodyHeardOfIsSaidSo() throws Exception {
        assertThat(viewer.open("/deliveries/dlv_acme_never").statusCode()).isEqualTo(404);
        assertThat(viewer.open("/deliveries/dlv_acme_never").body()).contains("Not heard of");
        assertThat(viewer.open("/deliveries/%3Cscript%3E").body()).doesNotContain("<script");
    }

    private void happened(String type, long sequence, long epoch) {
        happened(type, sequence, epoch, message -> {});
    }

    private void happened(String type, long sequence, long epoch, Consumer<ObjectNode> spoilt) {
        messageId = UUID.randomUUID();
        ObjectNode message = (ObjectNode) JSON.readTree(Contracts.example(type));
        message.put("id", messageId.toString())
                .put("subject", id)
                .put("sequence", sequence)
                .put("epoch", epoch);
        ((ObjectNode) message.path("data").path("delivery")).put("id", id).put("sequence", sequence);
        spoilt.accept(message);
        String side = epoch % 2 == 0 ? "service" : "monolith";
        broker.send(prefix + "dispatch", "event." + side + "." + type, new Message(JSON.writeValueAsBytes(message)));
    }

    private void awaitSequence(long sequence) {
        await().until(() -> jdbc.sql("select count(*) from delivery where id = ? and sequence = ?")
                        .params(id, sequence)
                        .query(Integer.class)
                        .single()
                == 1);
    }

    private int events() {
        return jdbc.sql("select count(*) from delivery_event where delivery_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }
}
