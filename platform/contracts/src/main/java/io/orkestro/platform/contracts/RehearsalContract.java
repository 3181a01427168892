package io.orkestro.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each backend promises of rehearsals; its module extends this and says what is to be tried. The application runs with
 * a real database and a real broker; all else that it could call is a wire that must not be touched.
 */
public abstract class RehearsalContract {

    /** Its timer counts there, whatever happens. */
    private static final Set<String> NEVER_STILL = Set.of("backfill");

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> MADE_EACH_TIME = Set.of("secret", "token", "offerSecret", "requestId");
    private static final String ID = "\\b([a-z]{3})_[a-z0-9]+_[A-Za-z0-9-]+";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";
    private static final List<String> PEERS = List.of(
            "legacy-monolith",
            "dispatch-service",
            "courier-marketplace-service",
            "tracking-service",
            "notification-service");
    private static final Tripwire WIRE = Tripwire.laid();
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private ApplicationContext application;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping controllers;

    @LocalServerPort
    protected int port;

    private String tap = "";

    /** A retailer nobody else has. */
    protected final String key =
            "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    /**
     * A request to be rehearsed.
     *
     * @param body JSON
     * @param idempotencyKey null for none
     * @param status of its answer
     * @param answer as every backend gives it, without what is another each time; null where it depends on more
     */
    protected record Scene(
            As as,
            String method,
            String path,
            @Nullable String body,
            @Nullable String idempotencyKey,
            int status,
            @Nullable JsonNode answer) {

        public Scene(
                As as, String method, String path, @Nullable String body, @Nullable String idempotencyKey, int status) {
            this(as, method, path, body, idempotencyKey, status, null);
        }

        private Answer rehearsed() {
            return as.rehearsing().send(method, path, body, idempotencyKey);
        }

        private Answer played() {
            return as.send(method, path, body, idempotencyKey);
        }

        @Override
        public String toString() {
            return "%s %s (%d)".formatted(method, path, status);
        }
    }

    /**
     * A request that every backend answers alike, to be tried in all that serve it.
     *
     * @param name of a file in {@code rehearsal/}, with {@code method}, {@code path}, {@code body}, {@code status} and
     *     {@code answer}; {@code <key>} is this test's key
     */
    protected Scene everywhere(String name, As as, @Nullable String idempotencyKey) {
        JsonNode file =
                JSON.readTree(Documents.read("rehearsal/" + name + ".json").replace("<key>", key));
        return new Scene(
                as,
                file.path("method").asString(),
                file.path("path").asString(),
                file.path("body").toString(),
                idempotencyKey,
                file.path("status").asInt(),
                file.get("answer"));
    }

    /** Of this, notification has heard: {@code message} tells its recipient something. */
    protected void aDeliveryIsKnownToNotification() {
        String contact = "{\"name\":\"Grace Lin\",\"phone\":\"+447700900123\",\"address\":{\"country\":\"GB\"}}";
        jdbc.sql("""
                        insert into notified_delivery (id, sequence, retailer_id, facts)
                        values (:id, 1, :retailer, cast(:facts as jsonb)) on conflict do nothing
                        """)
                .param("id", "dlv_%s_told".formatted(key))
                .param("retailer", "ret_" + key)
                .param("facts", """
                        {"id":"dlv_%s_told","status":"pending","pickup":%s,"dropoff":%s,"trackingCode":"trk_%s_told"}""".formatted(key, contact, contact, key))
                .update();
    }

    /** How often something was called. */
    protected static int calls() {
        return WIRE.calls();
    }

    /** What is to be there before. */
    protected void prepare() {}

    /** At least one for each method that is {@link Rehearsable}. None depends on another. */
    protected abstract List<Scene> scenes();

    /** Ops, to this application. */
    protected abstract As ops();

    /** A create that right after a flip would ask the other side; null where nothing here does. */
    protected abstract @Nullable Scene askingTheOtherSide();

    /** Where couriers, mail and text messages are to be. */
    protected static String nobody() {
        return "http://127.0.0.1:" + WIRE.port();
    }

    @DynamicPropertySource
    static void allThatCouldBeCalled(DynamicPropertyRegistry properties) {
        properties.add("orkestro.token.secret", () -> ApiClient.SECRET);
        properties.add("orkestro.secret-key", () -> ApiClient.SECRET);
        properties.add("orkestro.internal.port", () -> 0);
        for (String peer : PEERS) {
            properties.add("orkestro.internal.peers." + peer + ".url", RehearsalContract::nobody);
            properties.add("orkestro.internal.peers." + peer + ".secret", () -> ApiClient.SECRET);
        }
        // In an application that has just started everything takes its time.
        properties.add("orkestro.rehearsal.at-most", () -> "5s");
        properties.add("orkestro.handover.heartbeat", () -> "1h");
        properties.add("orkestro.notification.messages.sms-url", RehearsalContract::nobody);
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", WIRE::port);
    }

    /** What is said finds a reader, here as it would elsewhere; else it would stay in the outbox. */
    @BeforeEach
    void somebodyListens() {
        tap = tap();
    }

    @Test
    void nothingOfARehearsalIsKeptAndItIsAnsweredAsIfItWere() {
        prepare();
        awaitStillness();
        List<String> _ = heard(tap);
        int calls = WIRE.calls();
        Map<Scene, Answer> rehearsed = new LinkedHashMap<>();
        SoftAssertions everywhere = new SoftAssertions();
        for (Scene scene : scenes()) {
            Map<String, String> before = tables();
            Answer first = scene.rehearsed();
            Answer second = scene.rehearsed();
            assertThat(tables()).as("%s leaves everything as it was", scene).isEqualTo(before);
            assertThat(first.status())
                    .as("%s: %s", scene, new String(first.raw().body(), StandardCharsets.UTF_8))
                    .isEqualTo(scene.status());
            assertThat(plain(second)).as("%s, rehearsed twice", scene).isEqualTo(plain(first));
            if (scene.answer() != null) {
                everywhere
                        .assertThat(plain(first))
                        .as("%s, as everywhere", scene)
                        .isEqualTo(plain(scene.answer()));
            }
            rehearsed.put(scene, first);
        }
        assertThat(WIRE.calls()).as("calls").isEqualTo(calls);
        assertThat(heard(tap)).as("messages").isEmpty();

        rehearsed.forEach((scene, answer) -> {
            Answer real = scene.played();
            assertThat(real.status()).as("%s, for real", scene).isEqualTo(answer.status());
            assertThat(plain(answer)).as("%s, rehearsed and for real", scene).isEqualTo(plain(real));
            assertThat(answer.header("Location").replaceAll(ID, "$1_*"))
                    .isEqualTo(real.header("Location").replaceAll(ID, "$1_*"));
            whatIsKeptIsAnswered(scene, real);
        });
        if (!rehearsed.isEmpty()) {
            // That nothing was heard before says something: now there is.
            await().atMost(Duration.ofSeconds(20)).until(() -> !heard(tap).isEmpty());
        }
        everywhere.assertAll();
    }

    /** Once the real one was answered, its answer is the rehearsal's. */
    private static void whatIsKeptIsAnswered(Scene scene, Answer real) {
        if (scene.idempotencyKey() == null) {
            return;
        }
        Answer again = scene.rehearsed();
        assertThat(again.header("Idempotent-Replayed")).as("%s, kept", scene).isEqualTo("true");
        assertThat(again.json()).isEqualTo(real.json());
    }

    @Test
    void whatWritesIsRehearsedAndTriedHereOrNotBegun() {
        prepare();
        awaitStillness();
        List<Scene> scenes = scenes();
        Set<String> untried = new TreeSet<>();
        int refused = 0;
        for (Map.Entry<RequestMappingInfo, HandlerMethod> controller :
                controllers.getHandlerMethods().entrySet()) {
            for (String operation : writesOf(controller.getKey())) {
                String method = operation.substring(0, operation.indexOf(' '));
                String pattern = operation.substring(operation.indexOf(' ') + 1);
                if (!controller.getValue().hasMethodAnnotation(Rehearsable.class)) {
                    requireRefusal(method, pattern);
                    refused++;
                } else if (scenes.stream()
                        .noneMatch(scene -> scene.method().equals(method) && matches(pattern, scene))) {
                    untried.add(operation);
                }
            }
        }
        assertThat(untried).as("rehearsable, and nowhere tried").isEmpty();
        assertThat(refused).as("those that are not").isPositive();
    }

    private void requireRefusal(String method, String pattern) {
        Map<String, String> before = tables();
        Answer answer = ops().rehearsing().send(method, pattern.replaceAll("\\{[^}]*}", "x"), "{}", null);
        assertThat(answer.status()).as("%s %s", method, pattern).isEqualTo(501);
        assertThat(answer.text("code")).isEqualTo("not_rehearsed");
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void theOtherSideIsAskedForRealAlone() {
        assumeTrue(isShared(), "There is no other side any more");
        Scene scene = askingTheOtherSide();
        if (scene == null) {
            return;
        }
        prepare();
        int calls = WIRE.calls();
        assertThat(scene.rehearsed().status()).isEqualTo(scene.status());
        assertThat(WIRE.calls()).as("rehearsed").isEqualTo(calls);
        scene.as().newlyDecided().send(scene.method(), scene.path(), scene.body(), scene.idempotencyKey());
        assertThat(WIRE.calls()).as("for real").isGreaterThan(calls);
    }

    /** Its {@code transition} is deleted with the other side. */
    private boolean isShared() {
        return getClass().getResource("transition/package-info.class") != null;
    }

    /** As "METHOD /pattern"; the inner door and the page for errors have no caller. */
    private static List<String> writesOf(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .filter(pattern -> !pattern.startsWith("/internal") && !pattern.contains("error"))
                .flatMap(pattern -> (methods.isEmpty()
                                ? Stream.of("POST")
                                : methods.stream().map(Enum::name))
                        .filter(method -> !READS.contains(method))
                        .map(method -> method + " " + pattern))
                .toList();
    }

    private static boolean matches(String pattern, Scene scene) {
        return PathPatternParser.defaultInstance
                .parse(pattern)
                .matches(PathContainer.parsePath(scene.path().replaceAll("\\?.*", "")));
    }

    // ---- what is there

    /** Of every table how many rows it has, and a sum over all that is in them. */
    private Map<String, String> tables() {
        List<String> names = jdbc.sql("""
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = current_schema() and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
                        order by 1
                        """).query((row, _) -> row.getString(1)).list();
        Map<String, String> tables = new TreeMap<>();
        for (String name : names) {
            String sum = NEVER_STILL.contains(name) ? "0" : "coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)";
            tables.put(
                    name,
                    jdbc.sql("select count(*) || ' rows, ' || %s from \"%s\" t".formatted(sum, name))
                            .query((row, _) -> row.getString(1))
                            .single());
        }
        return tables;
    }

    /**
     * Tests before this one may have left an offer or a deadline that ends in a minute, in the same database. Messages and
     * backfills of the platform come to their end by themselves, and those after this one wait for them.
     */
    private void whatOthersLeftUndoneIsNotDueNow() {
        jdbc.sql("""
                        select table_name, column_name from information_schema.columns
                        where table_schema = current_schema() and column_name in ('due_at', 'next_due_at')
                            and table_name not in ('waiting_message', 'backfill')
                        """)
                .query((row, _) -> "update \"%s\" set %2$s = %2$s + interval '1 day' where %2$s is not null"
                        .formatted(row.getString(1), row.getString(2)))
                .list()
                .forEach(update -> jdbc.sql(update).update());
    }

    private void awaitStillness() {
        whatOthersLeftUndoneIsNotDueNow();
        List<Map<String, String>> seen = new ArrayList<>();
        await("nothing to happen")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(700))
                .until(() -> {
                    seen.add(tables());
                    int last = seen.size() - 1;
                    return last >= 2
                            && String.valueOf(seen.get(last).get("outbox")).startsWith("0 rows")
                            && seen.get(last).equals(seen.get(last - 1))
                            && seen.get(last).equals(seen.get(last - 2));
                });
    }

    /** A queue for everything that this application could say. */
    private String tap() {
        Set<String> exchanges = new TreeSet<>();
        Stream.concat(
                        application.getBeansOfType(Declarables.class).values().stream()
                                .flatMap(declared -> declared.getDeclarables().stream()),
                        application.getBeansOfType(Exchange.class).values().stream())
                .filter(Exchange.class::isInstance)
                .map(declared -> ((Exchange) declared).getName())
                .forEach(exchanges::add);
        assertThat(exchanges).isNotEmpty();
        return Objects.requireNonNull(rabbit.<String>execute(channel -> {
            String queue = channel.queueDeclare("", false, true, true, null).getQueue();
            for (String exchange : exchanges) {
                channel.queueBind(queue, exchange, "#");
            }
            return queue;
        }));
    }

    private List<String> heard(String tap) {
        List<String> heard = new ArrayList<>();
        rabbit.<@Nullable Object>execute(channel -> {
            for (var got = channel.basicGet(tap, true); got != null; got = channel.basicGet(tap, true)) {
                heard.add(new String(got.getBody(), StandardCharsets.UTF_8));
            }
            return null;
        });
        return heard;
    }

    // ---- answers

    /** Without what is another each time: random ids, secrets, times. */
    private static JsonNode plain(Answer answer) {
        return answer.raw().body().length == 0 ? JSON.nullNode() : plain(answer.json());
    }

    private static JsonNode plain(JsonNode node) {
        if (node.isObject()) {
            ObjectNode plain = JSON.createObjectNode();
            node.properties()
                    .forEach(field -> plain.set(
                            field.getKey(),
                            MADE_EACH_TIME.contains(field.getKey())
                                    ? JSON.getNodeFactory().stringNode("made each time")
                                    : plain(field.getValue())));
            return plain;
        }
        if (node.isArray()) {
            ArrayNode plain = JSON.createArrayNode();
            node.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return node.isString() ? JSON.getNodeFactory().stringNode(plain(node.asString())) : node;
    }

    private static String plain(String text) {
        return text.matches(TIME) ? "a time" : text.replaceAll(ID, "$1_*");
    }
}
