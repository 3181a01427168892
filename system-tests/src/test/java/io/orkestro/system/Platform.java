package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.Ports;
import io.orkestro.platform.stack.demo.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole platform as separate processes, with a real mailbox and a real webhook receiver beside it. Fleets drive
 * thirty times as fast as in life.
 */
final class Platform implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Platform.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    private final GreenMail mailbox;
    private final WebhookReceiver webhooks;
    private final LocalStack stack;
    private final Doors doors;
    private final Broker broker;
    private final Map<Mover.Capability, Mover> movers = new EnumMap<>(Mover.Capability.class);
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    /** Fresh for each run: a broker or a server that outlives one must not feed it to the next. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    private static final AtomicInteger STARTED = new AtomicInteger();

    private static final int EDGES = 2;

    private final String messagingPrefix;

    private Platform(
            GreenMail mailbox,
            WebhookReceiver webhooks,
            LocalStack stack,
            Doors doors,
            Broker broker,
            String messagingPrefix) {
        this.messagingPrefix = messagingPrefix;
        this.doors = doors;
        this.broker = broker;
        this.mailbox = mailbox;
        this.webhooks = webhooks;
        this.stack = stack;
    }

    /** Nobody moves a capability but the test: what tests do to services would make the guard move it back. */
    static Platform start() {
        return start(Map.of("ORKESTRO_GUARD_ENABLED", "false"), _ -> {});
    }

    /**
     * @param settings of the applications, beside those of every test
     * @param beforeItStarts hears where the applications will listen
     */
    static Platform start(Map<String, String> settings, Consumer<Ports> beforeItStarts) {
        String run = RUN + (STARTED.getAndIncrement() == 0 ? "" : "n" + STARTED.get());
        String messagingPrefix = "system-tests-" + run + ".";
        GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        Doors doors = new Doors();
        Broker broker = Broker.namedIn(System.getenv());
        LocalStack stack = LocalStack.builder(CHECKOUT, Path.of("target", "stack", run))
                .with(System.getenv())
                .with("ORKESTRO_PROGRAMS", Path.of("target", "programs").toString())
                .with("ORKESTRO_DATABASE_PREFIX", "system_tests_" + run + "_")
                .with("ORKESTRO_MESSAGING_PREFIX", messagingPrefix)
                .with("ORKESTRO_SANDBOX_SPEED", "30")
                .with("ORKESTRO_TRACKING_MAXSPEEDKMH", "20000")
                .with("ORKESTRO_SMTP_HOST", "127.0.0.1")
                .with("ORKESTRO_SMTP_PORT", Integer.toString(mailbox.getSmtp().getPort()))
                .with("ORKESTRO_WEBHOOKS_ALLOW_PRIVATE", "true")
                // What a killed process was sending is sent again while a test still looks.
                .with("ORKESTRO_NOTIFICATION_MESSAGES_LEASE", "20s")
                .with("ORKESTRO_EDGE_RATELIMIT_REQUESTSPERSECOND", "2000")
                .with("ORKESTRO_EDGE_RATELIMIT_BURST", "4000")
                // Nobody looks whether an application is about to leave, but where a test says so.
                .with("ORKESTRO_DRAIN", "0s")
                .with(doors.environment())
                .with(broker.environment())
                .with(settings)
                .edges(EDGES)
                .freePorts()
                .tell(line -> log.info("{}", line))
                .build();
        try {
            doors.leadTo(stack.ports());
            broker.isOf(stack);
            beforeItStarts.accept(stack.ports());
            stack.start();
            Platform platform = new Platform(mailbox, new WebhookReceiver(), stack, doors, broker, messagingPrefix);
            platform.subscribeToWebhooks();
            return platform;
        } catch (IOException | EmptyWebhookSecretException | RuntimeException | AssertionError e) {
            stack.close();
            leaveBrokerClean(messagingPrefix);
            broker.close();
            doors.close();
            mailbox.stop();
            throw new IllegalStateException("The platform did not start; its logs are in target/stack", e);
        }
    }

    Api retailer() {
        return new Api(edge(), stack.keys().retailer());
    }

    Api otherRetailer() {
        return new Api(edge(), keyFor("retailer", "ret_stranger"));
    }

    Api ops() {
        return new Api(edge(), stack.keys().ops());
    }

    Api courier(String courierId) {
        return new Api(edge(), keyFor("courier", courierId));
    }

    Api anonymous() {
        return new Api(edge(), null);
    }

    GreenMail mailbox() {
        return mailbox;
    }

    WebhookReceiver webhooks() {
        return webhooks;
    }

    /** The demo retailer's dispatch rules from now on; fields that are not given get their defaults. */
    void rules(String rules) {
        rules(retailer(), rules);
    }

    void rules(Api owner, String rules) {
        ObjectNode document = (ObjectNode) JSON.readTree(rules);
        document.put(
                "version",
                owner.get("/v1/dispatch-rules")
                        .expect(200)
                        .json()
                        .at("/version")
                        .asLong());
        owner.put("/v1/dispatch-rules", JSON.writeValueAsString(document)).expect(200);
    }

    void awaitStatus(String deliveryId, String status, Duration atMost) {
        awaitStatus(retailer(), deliveryId, status, atMost);
    }

    void awaitStatus(Api owner, String deliveryId, String status, Duration atMost) {
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(owner.get("/v1/deliveries/" + deliveryId)
                                .expect(200)
                                .at("/status"))
                        .isEqualTo(status));
    }

    long countDeliveries() {
        return all(retailer(), "/v1/deliveries").size();
    }

    /** A whole list, page by page. */
    List<JsonNode> all(Api api, String path) {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = api.get(path + "?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            page.json().at("/data").forEach(rows::add);
            cursor = page.at("/nextCursor");
        } while (!cursor.isEmpty());
        return rows;
    }

    void killEverything() {
        stack.killEverything();
    }

    synchronized void startAgain() {
        stack.start();
        // The console has forgotten who was logged in.
        movers.clear();
    }

    Api retailer(String retailerId) {
        return new Api(edge(), retailerKey(retailerId));
    }

    String retailerKey(String retailerId) {
        return keyFor("retailer", retailerId);
    }

    String courierKey(String courierId) {
        return keyFor("courier", courierId);
    }

    /** All edges: behind a load balancer, requests meet each in turn. */
    List<URI> edges() {
        return stack.instances().stream()
                .filter(instance -> instance.application() == Application.EDGE)
                .map(stack::url)
                .toList();
    }

    /** Who moves capabilities between monolith and services. */
    Mover mover() {
        return mover(Mover.Capability.DISPATCH);
    }

    synchronized Mover mover(Mover.Capability capability) {
        return movers.computeIfAbsent(
                capability, _ -> new Mover(this, Console.loggedIn(edge(), "admin", stack.adminPassword()), capability));
    }

    /** The wires to the applications' internal doors. */
    Doors doors() {
        return doors;
    }

    /** What carries messages. */
    Broker broker() {
        return broker;
    }

    LocalStack stack() {
        return stack;
    }

    private URI edge() {
        return stack.url(Application.EDGE);
    }

    private String keyFor(String role, String principal) {
        return keys.computeIfAbsent(principal, _ -> issueKey(role, principal));
    }

    /** In the console, as ops would; the edge knows it within a second. */
    private String issueKey(String role, String principal) {
        String login =
                Base64.getEncoder().encodeToString(("admin:" + stack.adminPassword()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        stack.url(Application.CONSOLE).resolve("/api/keys"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"role\":\"%s\",\"principal\":\"%s\",\"name\":\"System tests\"}".formatted(role, principal)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            String key = JSON.readTree(answer.body()).at("/key").asString();
            for (URI each : edges()) {
                Api owner = new Api(each, key);
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> owner.sendRaw("GET", "/v1/couriers?limit=1", null, Map.of())
                                        .status()
                                != 401);
            }
            return key;
        } catch (IOException e) {
            throw new AssertionError("The console gave no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void subscribeToWebhooks() throws EmptyWebhookSecretException {
        Answer endpoint = retailer()
                .post("/v1/webhook-endpoints", """
                    {"url":"%s","events":["*"],"description":"System tests"}\
                    """.formatted(webhooks.url()))
                .expect(201);
        webhooks.trust(endpoint.at("/secret"));
    }

    /** How many messages wait in each queue there is, by its name without the prefix. */
    Map<String, Long> queues() {
        String broker = stack.environmentOf(Application.CONSOLE).get("ORKESTRO_RABBITMQ_URI");
        return NamedBroker.depths(Objects.requireNonNull(broker), messagingPrefix);
    }

    @Override
    public void close() {
        stack.close();
        leaveBrokerClean(messagingPrefix);
        broker.close();
        webhooks.close();
        doors.close();
        mailbox.stop();
    }

    private static void leaveBrokerClean(String messagingPrefix) {
        String broker = System.getenv("ORKESTRO_RABBITMQ_URI");
        if (broker != null && !broker.isEmpty()) {
            NamedBroker.leaveClean(broker, messagingPrefix);
        }
    }
}
