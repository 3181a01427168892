package io.orkestro.monolith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orkestro.monolith.world.Api;
import io.orkestro.monolith.world.Happenings;
import io.orkestro.monolith.world.Happenings.Life;
import io.orkestro.monolith.world.MonolithTest;
import io.orkestro.monolith.world.Receiver;
import io.orkestro.platform.handover.PublishedRouting;
import io.orkestro.platform.handover.Retirable;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each capability's part goes while the others stay, and comes back. */
@MonolithTest
class RetirementIT {

    @Autowired
    private Api api;

    @Autowired
    private Happenings happenings;

    @Autowired
    private PublishedRouting routing;

    @Autowired
    private AmqpAdmin broker;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Retirable parts;

    @Value("${orkestro.messaging.prefix}")
    private String prefix;

    private final String key = Happenings.newKey();
    private Set<String> atFirst = Set.of();

    @BeforeEach
    void whatIsHeard() {
        atFirst = queuesThere();
    }

    @AfterEach
    void nothingHasMoved() {
        publish(Map.of());
        await("everything is heard again").until(() -> queuesThere().equals(atFirst));
    }

    @ParameterizedTest
    @CsvSource({
        "DISPATCH, /v1/dispatch-rules, dispatch.courier-marketplace dispatch.intake dispatch-proof-files.dispatch replica.dispatch",
        "COURIER_MARKETPLACE, /v1/couriers, courier-marketplace.dispatch courier-marketplace.notification sandbox.dispatch booking-replica.courier-marketplace replica.courier-marketplace",
        "TRACKING, /v1/deliveries/dlv_none_none/tracking, tracking.dispatch tracking.courier-marketplace replica.tracking",
        "NOTIFICATION, /v1/notification-rules, notification.dispatch notification.tracking notification.account notification.courier-marketplace notification-copies.notification notification-tries.notification notification-dead-endpoints.notification replica.notification"
    })
    void onePartGoesAndTheOthersStay(Capability capability, String path, String queues) {
        assumeTrue(has(capability));

        publish(Map.of(capability, Placement.at(Stage.COMPLETE, Instant.now())));

        List<String> gone = List.of(queues.split(" "));
        await("queues are gone")
                .atMost(Duration.ofSeconds(30))
                .until(() -> gone.stream().noneMatch(this::isThere));
        assertThat(queuesThere())
                .isEqualTo(
                        atFirst.stream().filter(queue -> !gone.contains(queue)).collect(Collectors.toSet()));
        // The public document knows no such answer, as nobody gets here through an edge; so the exchange is refused,
        // and says why.
        assertThatThrownBy(() -> (path.contains("couriers") ? api.ops() : api.retailer(key)).get(path))
                .hasMessageContaining("410")
                .hasMessageContaining("\"code\":\"retired\"");
        assertThat(api.retailer(key).get("/v1/account").status()).isNotEqualTo(410);
        if (capability != Capability.NOTIFICATION && has(Capability.NOTIFICATION)) {
            assertThat(api.retailer(key).get("/v1/notification-rules").status()).isEqualTo(200);
        }
    }

    @Test
    void webhooksThatAreDueWaitUntilThePartIsBackForGood() {
        assumeTrue(has(Capability.NOTIFICATION));
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            Api.Answer endpoint = api.retailer(key)
                    .post(
                            "/v1/webhook-endpoints",
                            "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.url()),
                            "endpoint-" + key);
            assertThat(endpoint.status()).isEqualTo(201);
            publish(Map.of(
                    Capability.NOTIFICATION,
                    Placement.at(Stage.COMPLETE, Instant.now()).returningSince(nextVersion())));
            Life life = Happenings.aDeliveryOf(key);

            // Retired parts never get such events; one decided earlier may be on its way to a part that returns.
            happenings.happen(life.created());

            await().until(() -> attempts() > 0);
            await().during(Duration.ofSeconds(1)).until(() -> receiver.got().isEmpty());
            publish(Map.of(Capability.NOTIFICATION, Placement.at(Stage.LIVE, Instant.now())));
            await().until(() -> !receiver.got().isEmpty());
        }
    }

    /** A listener or timer that a capability's part does not cover would go on for ever. */
    @Test
    void whateverListensOrTicksBelongsToAPartOrToThePlatform() {
        Set<String> ofNobody = new TreeSet<>();
        for (Class<?> type : List.of(Subscription.class, DueWork.class)) {
            for (String name : context.getBeanNamesForType(type)) {
                Class<?> declaredIn = declaredIn(name);
                if (!declaredIn.getName().startsWith("io.orkestro.platform.")
                        && parts.capabilityOf(declaredIn).isEmpty()) {
                    ofNobody.add(declaredIn.getName() + "." + name);
                }
            }
        }
        assertThat(ofNobody).isEmpty();
    }

    /** Until it is gone for good. */
    private boolean has(Capability capability) {
        return context.getBeansOfType(Subscription.class).keySet().stream()
                .map(this::declaredIn)
                .anyMatch(declaredIn -> parts.capabilityOf(declaredIn).equals(Optional.of(capability)));
    }

    private Class<?> declaredIn(String bean) {
        BeanDefinition definition =
                ((ConfigurableApplicationContext) context).getBeanFactory().getMergedBeanDefinition(bean);
        String factory = definition.getFactoryBeanName();
        return Objects.requireNonNull(context.getType(factory == null ? bean : factory));
    }

    private long attempts() {
        return jdbc.sql(
                        "select count(*) from webhook_attempt a join webhook_endpoint e on e.id = a.endpoint_id where e.retailer_id = ?")
                .param("ret_" + key)
                .query(Long.class)
                .single();
    }

    private long nextVersion() {
        return routing.table().version() + 1;
    }

    private void publish(Map<Capability, Placement> moved) {
        Map<Capability, Placement> placements =
                new EnumMap<>(RoutingTable.everythingAtMonolith().placements());
        placements.putAll(moved);
        RoutingTable table = new RoutingTable(nextVersion(), placements);
        happenings.happen(Message.event(
                "routing",
                "routing.changed.v1",
                "routing",
                table.version(),
                0,
                Decision.allMonolith(),
                RoutingDocument.of(table)));
        await().until(() -> routing.table().version() == table.version());
    }

    private Set<String> queuesThere() {
        return context.getBeansOfType(Subscription.class).values().stream()
                .filter(subscription -> !subscription.handlers().isEmpty())
                .map(subscription -> subscription.consumer() + "." + subscription.exchange())
                .filter(this::isThere)
                .collect(Collectors.toSet());
    }

    private boolean isThere(String queue) {
        return broker.getQueueInfo(prefix + "legacy-monolith." + queue) != null;
    }
}
