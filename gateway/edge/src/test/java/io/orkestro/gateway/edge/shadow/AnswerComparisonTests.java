package io.orkestro.gateway.edge.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerComparisonTests {

    private static final ComparedRoute READ = ComparedRoute.read("GET /v1/things/{id}", Rules.EXACT);
    private static final ComparedRoute QUOTES = route("POST /v1/quotes");
    private static final ComparedRoute CREATE = route("POST /v1/deliveries");

    // Exact, where nothing is said

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":[1,2]} | {\"b\":[1,2],\"a\":1}",
                "{\"a\":1}             | {\"a\":1.0}",
                "{\"a\":100}           | {\"a\":1e2}",
                "{\"a\":1,\"b\":null}  | {\"a\":1}",
                "[]                    | []",
            })
    void theseAreTheSame(String served, String asked) {
        assertThat(compare(READ, json(served), json(asked))).isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}           | {\"a\":2}           | /a       | 1        | 2",
                "{\"a\":1}           | {\"a\":\"1\"}       | /a       | 1        | text(1)",
                "{\"a\":true}        | {\"a\":false}       | /a       | true     | false",
                "{\"a\":1}           | {}                  | /a       | 1        | absent",
                "{}                  | {\"a\":{\"b\":1}}   | /a       | absent   | object",
                "{\"a\":[1,2]}       | {\"a\":[2,1]}       | /a/0     | 1        | 2",
                "{\"a\":[1,2]}       | {\"a\":[1]}         | /a       | array(2) | array(1)",
                "{\"a\":{\"b\":1}}   | {\"a\":{\"b\":3}}   | /a/b     | 1        | 3",
                "{\"s\":\"pending\"} | {\"s\":\"expired\"} | /s       | pending  | expired",
                "{\"a\":{\"b\":1}}   | {\"a\":[1]}         | /a       | object   | array(1)",
                "{\"a\":1.10}        | {\"a\":1.11}        | /a       | 1.10     | 1.11",
            })
    void theseDiffer(String served, String asked, String at, String one, String other) {
        assertThat(fields(compare(READ, json(served), json(asked)))).contains(new Field(at, one, other));
    }

    @Test
    void hugeNumbersAreJustNumbers() {
        assertThat(fields(compare(READ, json("{\"a\":1e999999999}"), json("{\"a\":1}"))))
                .hasSize(1);
    }

    @Test
    void noMoreFieldsThanAnybodyWantsToSee() {
        String ones = "[" + "1,".repeat(500) + "1]";
        String twos = "[" + "2,".repeat(500) + "2]";

        assertThat(fields(compare(READ, json(ones), json(twos)))).hasSize(20);
    }

    // Status and headers

    @Test
    void anotherStatusIsADifferenceAndTheRestOfTheAnswerNone() {
        Answer served = json("{\"id\":\"a\",\"x\":1}");
        Answer asked = problem(409, "{\"code\":\"duplicate_delivery\",\"detail\":\"Ann has it\"}");

        assertThat(fields(compare(READ, served, asked)))
                .containsExactly(new Field("status", "200", "409"), new Field("/code", "absent", "duplicate_delivery"));
    }

    @Test
    void aProblemIsItsCodeAndFieldsNotItsWords() {
        Answer served = problem(
                422,
                "{\"code\":\"invalid\",\"requestId\":\"1\",\"detail\":\"this\",\"errors\":[{\"field\":\"a\",\"code\":\"x\",\"message\":\"m\"},{\"field\":\"b\",\"code\":\"y\"}]}");
        Answer asked = problem(
                422,
                "{\"code\":\"invalid\",\"requestId\":\"2\",\"detail\":\"that\",\"errors\":[{\"field\":\"b\",\"code\":\"y\"},{\"field\":\"a\",\"code\":\"x\",\"message\":\"n\"}]}");
        assertThat(compare(READ, served, asked)).isInstanceOf(Verdict.Same.class);

        Answer other = problem(422, "{\"code\":\"other\",\"errors\":[{\"field\":\"a\",\"code\":\"z\"}]}");
        assertThat(fields(compare(READ, served, other)))
                .extracting(Field::at)
                .containsExactlyInAnyOrder("/code", "/errors/0/code", "/errors/1");
    }

    @Test
    void headersThatClientsGoByAreCompared() {
        Answer served = Answer.of(503, null, "application/json; charset=utf-8", null, "2", null, bytes("{}"));
        Answer asked = Answer.of(503, null, "Application/JSON", null, null, null, bytes("{}"));

        assertThat(fields(compare(READ, served, asked))).containsExactly(new Field("Retry-After", "present", "absent"));
        assertThat(fields(
                        compare(READ, served, Answer.of(503, null, "text/html", null, "3", null, bytes("<b>no</b>")))))
                .contains(
                        new Field("Content-Type", "application/json", "text/html"),
                        new Field("body", "json", "text(9)"));
    }

    @Test
    void aNewThingsAddressFollowsItsId() {
        Answer served = created("/v1/deliveries/dlv_acme_1");

        assertThat(compare(CREATE, false, served, created("/v1/deliveries/dlv_acme_2")))
                .isInstanceOf(Verdict.Same.class);
        assertThat(fields(compare(CREATE, true, served, created("/v1/deliveries/dlv_acme_2"))))
                .containsExactly(new Field("Location", "/v1/deliveries/dlv_acme_1", "/v1/deliveries/dlv_acme_2"));
        assertThat(fields(compare(CREATE, false, served, created(null))))
                .containsExactly(new Field("Location", "/v1/deliveries/dlv_acme_1", "absent"));
    }

    @Test
    void anAddressThatNamesAPersonIsNotShown() {
        ComparedRoute optOuts = route("POST /v1/opt-outs");

        assertThat(fields(compare(optOuts, true, created("/v1/opt-outs/%2B447700900123"), created("/v1/opt-outs/x"))))
                .containsExactly(new Field("Location", "text(28)", "text(14)"));
    }

    // Rules

    @Test
    void aPriceThatIsAPennyOffIsFound() {
        assertThat(fields(compare(QUOTES, quotes(599, "2026-11-23T12:00:00Z"), quotes(600, "2026-11-23T12:00:03Z"))))
                .containsExactly(new Field("/quotes/0/fee/amount", "599", "600"));
    }

    @Test
    void whatSaysNowMayBeSecondsApartButNotMinutes() {
        assertThat(compare(QUOTES, quotes(1, "2026-11-23T12:00:00Z"), quotes(1, "2026-11-23T12:00:09.5Z")))
                .isInstanceOf(Verdict.Same.class);
        assertThat(fields(compare(QUOTES, quotes(1, "2026-11-23T12:00:00Z"), quotes(1, "2026-11-23T12:01:00Z"))))
                .containsExactly(new Field("/createdAt", "2026-11-23T12:00:00Z", "2026-11-23T12:01:00Z"));
    }

    @Test
    void theOrderOfQuotesSaysNothingAndOneTooManyIsFound() {
        Answer served = json("{\"quotes\":[" + quote("crr_a", 1) + "," + quote("crr_b", 2) + "]}");
        Answer turned = json("{\"quotes\":[" + quote("crr_b", 2) + "," + quote("crr_a", 1) + "]}");
        Answer less = json("{\"quotes\":[" + quote("crr_b", 2) + "]}");

        assertThat(compare(QUOTES, served, turned)).isInstanceOf(Verdict.Same.class);
        assertThat(fields(compare(QUOTES, served, less))).containsExactly(new Field("/quotes/0", "object", "absent"));
        assertThat(fields(compare(QUOTES, less, served))).containsExactly(new Field("/quotes/0", "absent", "object"));
    }

    @Test
    void aTokenOnlyHasToBeThere() {
        Answer served = json("{\"quotes\":[{\"courier\":{\"id\":\"crr_a\"},\"token\":\"x.y.z\"}]}");

        assertThat(compare(QUOTES, served, json("{\"quotes\":[{\"courier\":{\"id\":\"crr_a\"},\"token\":\"p\"}]}")))
                .isInstanceOf(Verdict.Same.class);
        assertThat(fields(compare(QUOTES, served, json("{\"quotes\":[{\"courier\":{\"id\":\"crr_a\"}}]}"))))
                .containsExactly(new Field("/quotes/0/token", "text(5)", "absent"));
    }

    @Test
    void anIdIsTheSameWhereTheClientsKeyDecidesIt() {
        Answer served = json("{\"id\":\"dlv_acme_1\"}");
        Answer asked = json("{\"id\":\"dlv_acme_2\"}");

        assertThat(compare(CREATE, false, served, asked)).isInstanceOf(Verdict.Same.class);
        assertThat(fields(compare(CREATE, true, served, asked)))
                .containsExactly(new Field("/id", "dlv_acme_1", "dlv_acme_2"));
    }

    @Test
    void estimatesMayBeOffALittle() {
        ComparedRoute tracking = route("GET /v1/deliveries/{id}/tracking");
        String served = "{\"eta\":{\"dropoff\":\"2026-11-23T12:00:00Z\"},\"lastPosition\":{\"lat\":51.5,\"lng\":-0.1}}";
        String near = "{\"eta\":{\"dropoff\":\"2026-11-23T12:01:00Z\"},\"lastPosition\":{\"lat\":51.504,\"lng\":-0.1}}";
        String far = "{\"eta\":{\"dropoff\":\"2026-11-23T12:09:00Z\"},\"lastPosition\":{\"lat\":51.6,\"lng\":-0.1}}";

        assertThat(compare(tracking, json(served), json(near))).isInstanceOf(Verdict.Same.class);
        assertThat(fields(compare(tracking, json(served), json(far))))
                .containsExactly(
                        new Field("/eta/dropoff", "2026-11-23T12:00:00Z", "2026-11-23T12:09:00Z"),
                        new Field("/lastPosition", "number", "number"));
    }

    // Not to be compared

    @Test
    void whatCannotBeRehearsedIsDropped() {
        Answer no = problem(501, "{\"code\":\"not_rehearsed\"}");

        assertThat(compare(CREATE, json("{}"), no)).isEqualTo(new Verdict.NotComparable(Dropped.NOT_REHEARSED));
        assertThat(fields(compare(READ, json("{}"), no))).isNotEmpty();
        assertThat(fields(compare(CREATE, json("{}"), problem(501, "{\"code\":\"else\"}"))))
                .isNotEmpty();
    }

    @Test
    void aRehearsalThatGaveWayIsDropped() {
        Answer gaveUp = problem(503, "{\"code\":\"rehearsal_gave_up\"}");

        assertThat(compare(CREATE, json("{}"), gaveUp)).isEqualTo(new Verdict.NotComparable(Dropped.GAVE_WAY));
        assertThat(fields(compare(CREATE, json("{}"), problem(503, "{\"code\":\"overloaded\"}"))))
                .isNotEmpty();
    }

    @Test
    void aQuestionThatTheNewsOvertookIsDropped() {
        Answer replayed = Answer.of(201, null, "application/json", null, null, "true", bytes("{}"));
        Answer fresh = Answer.of(201, null, "application/json", null, null, null, bytes("{}"));

        assertThat(compare(CREATE, fresh, replayed)).isEqualTo(new Verdict.NotComparable(Dropped.OVERTAKEN));
        assertThat(compare(CREATE, replayed, replayed)).isInstanceOf(Verdict.Same.class);
        assertThat(compare(
                        route("PUT /v1/dispatch-rules"), json("{}"), problem(409, "{\"code\":\"version_conflict\"}")))
                .isEqualTo(new Verdict.NotComparable(Dropped.OVERTAKEN));
    }

    @Test
    void onlyJsonIsCompared() {
        Answer html = Answer.of(200, null, "text/html", null, null, null, bytes("<p>"));
        Answer zipped = Answer.of(200, null, "application/json", "gzip", null, null, bytes("zzz"));

        assertThat(compare(READ, html, html)).isEqualTo(new Verdict.NotComparable(Dropped.NOT_JSON));
        assertThat(compare(READ, zipped, json("{}"))).isEqualTo(new Verdict.NotComparable(Dropped.NOT_JSON));
        assertThat(compare(READ, nothing(204), nothing(204))).isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "not json", "{} {}", "\u0000\u0001", "[[[[[["})
    void garbageFromTheOtherSideIsADifference(String garbage) {
        assertThat(fields(compare(READ, json("{}"), json(garbage))))
                .containsExactly(new Field("body", "json", "text(" + bytes(garbage).length + ")"));
    }

    @Test
    void aBottomlessDocumentIsGarbageToo() {
        String deep = "[".repeat(30_000) + "]".repeat(30_000);

        assertThat(fields(compare(READ, json("{}"), json(deep)))).hasSize(1);
    }

    @Test
    void manyEqualElementsTakeNoLongerThanOthers() {
        ComparedRoute route = ComparedRoute.read("GET /v1/x", Rules.of(Rules.unordered("", "/a")));
        String many = "{\"a\":[" + "1,".repeat(30_000) + "1]}";

        // Of this thread: a busy machine takes its time.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        assertThat(compare(route, json(many), json(many))).isInstanceOf(Verdict.Same.class);
        assertThat(threads.getCurrentThreadCpuTime() - begun).isLessThan(5_000_000_000L);
    }

    private static Verdict compare(ComparedRoute route, Answer served, Answer asked) {
        return compare(route, false, served, asked);
    }

    private static Verdict compare(ComparedRoute route, boolean keyed, Answer served, Answer asked) {
        return new Looks(route, keyed, Duration.ZERO).look(new Pair.Both(served, asked), Instant.EPOCH);
    }

    private static List<Field> fields(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Different.class);
        return ((Verdict.Different) verdict).fields();
    }

    private static ComparedRoute route(String name) {
        return Objects.requireNonNull(ComparedRoutes.all().stream()
                .filter(route -> route.name().equals(name))
                .findAny()
                .orElse(null));
    }

    private static Answer quotes(int fee, String createdAt) {
        return json("{\"createdAt\":\"" + createdAt + "\",\"quotes\":[" + quote("crr_a", fee) + "]}");
    }

    private static String quote(String courier, int fee) {
        return "{\"courier\":{\"id\":\"%s\",\"name\":\"A\"},\"fee\":{\"amount\":%d,\"currency\":\"GBP\"}}"
                .formatted(courier, fee);
    }

    private static Answer json(String body) {
        return Answer.of(200, null, "application/json", null, null, null, bytes(body));
    }

    private static Answer problem(int status, String body) {
        return Answer.of(status, null, "application/problem+json", null, null, null, bytes(body));
    }

    private static Answer created(@Nullable String location) {
        return Answer.of(201, location, "application/json", null, null, null, bytes("{}"));
    }

    private static Answer nothing(int status) {
        return Answer.of(status, null, null, null, null, null, new byte[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
