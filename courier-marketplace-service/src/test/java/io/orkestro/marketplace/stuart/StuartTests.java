package io.orkestro.marketplace.stuart;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.orkestro.marketplace.adapter.CourierStub.json;
import static io.orkestro.marketplace.adapter.Loads.BOOKING;
import static io.orkestro.marketplace.adapter.Loads.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.CourierHttp;
import io.orkestro.marketplace.adapter.CourierStub;
import io.orkestro.marketplace.adapter.InvalidCourierAccount;
import io.orkestro.marketplace.adapter.LiveQuote;
import io.orkestro.marketplace.adapter.Loads;
import io.orkestro.marketplace.adapter.OfferReply;
import io.orkestro.marketplace.adapter.WithdrawalReply;
import io.orkestro.marketplace.courier.Size;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StuartTests {

    private static final String TOKENS = "/oauth/token";
    private static final String PRICING = "/v2/jobs/pricing";
    private static final String ETA = "/v2/jobs/eta";
    private static final String JOBS = "/v2/jobs";
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final String PRICE = "{\"amount\": 11.505, \"currency\": \"GBP\"}";
    private static final String SECONDS = "{\"eta\": 672}";

    private final CourierStub stuart = new CourierStub();
    private final CourierHttp http = new CourierHttp(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Stuart adapter = new Stuart(http);

    @BeforeEach
    void tokens() {
        stuart.issuesTokens(TOKENS);
    }

    @AfterEach
    void stop() {
        http.close();
        stuart.close();
    }

    private CourierAccount account() {
        return account(Map.of("apiUrl", stuart.url() + "/"));
    }

    private static CourierAccount account(Map<String, String> settings) {
        return new CourierAccount(
                "crr_stuart", settings, Map.of("clientId", "id", "clientSecret", "secret", "webhookKey", "key"));
    }

    private void quotes() {
        stuart.answersPost(PRICING, json(200, PRICE));
        stuart.answersPost(ETA, json(200, SECONDS));
    }

    private LiveQuote quoted(Load load) {
        return adapter.quote(account(), load, AMPLE);
    }

    private LiveQuote quoted() {
        return quoted(Loads.of(Size.SMALL, Set.of(), null));
    }

    private OfferReply offered() {
        return adapter.offer(account(), Loads.offer(Loads.of(Size.SMALL, Set.of(), null), null), AMPLE);
    }

    private WithdrawalReply withdrawn(String jobId) {
        return adapter.withdraw(account(), BOOKING, jobId, AMPLE);
    }

    private static String job(int id, String status, String reference) {
        return """
               {"id": %d, "status": "%s", "transport_type": "bike", "pickup_at": null, "dropoff_at": null,
                "distance": 2.4, "duration": 18, "assignment_code": null,
                "deliveries": [{"id": %d, "status": "pending", "client_reference": "%s",
                  "tracking_url": "https://stuart.followmy.delivery/1/abc",
                  "eta": {"pickup": "2026-03-02T12:11:00.000+00:00", "dropoff": "2026-03-02T12:30:00.000+00:00"}}],
                "pricing": {"price_tax_included": 13.8, "price_tax_excluded": 11.5}}""".formatted(id, status, id + 1, reference);
    }

    private static String error(String code) {
        return "{\"error\": \"%s\", \"message\": \"Grace Hopper lives too far away\", \"data\": {}}".formatted(code);
    }

    private static String cancellation(int id) {
        return "/v2/jobs/" + id + "/cancel";
    }

    @Test
    void aQuoteIsAPriceInMinorUnitsAndATimeAtThePickup() {
        quotes();

        assertThat(quoted())
                .isEqualTo(new LiveQuote.Price(
                        Money.of(1_151, "GBP"), NOW.plusSeconds(672), null, NOW.plus(Duration.ofMinutes(5)), null));

        JsonNode asked = stuart.posted(PRICING).path("job");
        assertThat(stuart.posted(ETA).path("job")).isEqualTo(asked);
        assertThat(asked.path("transport_type").stringValue()).isEqualTo("bike");
        assertThat(asked.has("pickup_at")).isFalse();
        JsonNode pickup = asked.path("pickups").path(0);
        assertThat(pickup.path("address").stringValue()).isEqualTo("12 Old Compton Street, W1D 4TQ London, GB");
        assertThat(pickup.path("comment").stringValue()).isEqualTo("Ring the bell");
        assertThat(pickup.path("contact").path("company").stringValue()).isEqualTo("Cakes & Co");
        assertThat(pickup.path("coordinates").path("long").doubleValue()).isEqualTo(-0.1311);
        JsonNode dropoff = asked.path("dropoffs").path(0);
        assertThat(dropoff.path("contact").path("firstname").stringValue()).isEqualTo("Grace");
        assertThat(dropoff.path("contact").path("lastname").stringValue()).isEqualTo("Hopper");
        assertThat(dropoff.path("comment").stringValue()).isEqualTo("Flat 5");
        assertThat(dropoff.path("package_description").stringValue()).isEqualTo("2 x Cake");
        assertThat(dropoff.has("client_reference")).isFalse();
    }

    @Test
    void aCurrencyWithoutMinorUnitsHasNone() {
        stuart.answersPost(PRICING, json(200, "{\"amount\": \"1150\", \"currency\": \"JPY\"}"));
        stuart.answersPost(ETA, json(200, SECONDS));
        assertThat(((LiveQuote.Price) quoted()).fee()).isEqualTo(Money.of(1_150, "JPY"));
    }

    @ParameterizedTest
    @CsvSource({"SMALL, bike", "MEDIUM, motorbike", "LARGE, car", "XLARGE, van"})
    void theLargestItemSaysWhatItGoesBy(Size size, String transportType) {
        quotes();
        quoted(Loads.of(size, Set.of(), null));
        assertThat(stuart.posted(PRICING).path("job").path("transport_type").stringValue())
                .isEqualTo(transportType);
    }

    @Test
    void aPickupIsNotPromisedBeforeTheGoodsAreReady() {
        quotes();
        Instant ready = NOW.plus(Duration.ofHours(2));
        assertThat(((LiveQuote.Price) quoted(Loads.readyAt(ready))).pickupEta()).isEqualTo(ready);
        assertThat(stuart.posted(PRICING).path("job").path("pickup_at").stringValue())
                .isEqualTo("2026-03-02T14:00:00Z");
    }

    @Test
    void whatTheContractDoesNotCoverIsNotAskedFor() {
        Load wine = Loads.of(Size.SMALL, Set.of(), 18);
        assertThat(quoted(wine)).isEqualTo(new LiveQuote.Refused("requirement_not_supported"));
        assertThat(adapter.offer(account(), Loads.offer(wine, null), AMPLE))
                .isEqualTo(new OfferReply.Refused("requirement_not_supported"));
        stuart.wasNeverAsked();

        quotes();
        CourierAccount covered = account(Map.of("apiUrl", stuart.url(), "requirements", "photo, age_check"));
        assertThat(adapter.quote(covered, wine, AMPLE)).isInstanceOf(LiveQuote.Price.class);
    }

    @Test
    void aTokenThatHasExpiredOnTheWayIsReplacedAndTheQuestionAskedAgain() {
        stuart.answersPost(PRICING, json(401, error("UNAUTHORIZED")), json(200, PRICE));
        stuart.answersPost(ETA, json(200, SECONDS));

        assertThat(quoted()).isInstanceOf(LiveQuote.Price.class);
        assertThat(stuart.tokensAt(PRICING)).containsExactlyInAnyOrder("Bearer first", "Bearer second");
        assertThat(stuart.tokensAt(ETA)).containsExactly("Bearer second");
        assertThat(stuart.asked(TOKENS)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "JOB_DISTANCE_NOT_ALLOWED, job_distance_not_allowed",
        "OUT_OF_RANGE, out_of_range",
        "RECORD_INVALID, record_invalid",
        "Grace lives too far away, refused"
    })
    void whatStuartCannotCarryIsRefusedInItsWords(String theirs, String ours) {
        stuart.answersPost(PRICING, json(422, error(theirs)));
        assertThat(quoted()).isEqualTo(new LiveQuote.Refused(ours));
        assertThat(stuart.asked(ETA)).isEmpty();
    }

    @Test
    void aPriceWithoutACourierIsARefusal() {
        stuart.answersPost(PRICING, json(200, PRICE));
        stuart.answersPost(ETA, json(422, error("NO_COURIERS_AVAILABLE")));
        assertThat(quoted()).isEqualTo(new LiveQuote.Refused("no_couriers_available"));
    }

    @Test
    void tooManyQuestionsIsNoAnswerAndSaysWhenToComeBack() {
        stuart.answersPost(PRICING, json(429, "").withHeader("Retry-After", "11"));
        assertThat(quoted()).isEqualTo(new LiveQuote.Unreachable("HTTP 429", Duration.ofSeconds(11)));
    }

    @Test
    void aFaultAtStuartsIsWorthAnotherTry() {
        stuart.answersPost(PRICING, json(500, "oops"), json(200, PRICE));
        stuart.answersPost(ETA, json(200, SECONDS));
        assertThat(quoted()).isEqualTo(new LiveQuote.Unreachable("HTTP 500", null));
        assertThat(quoted()).isInstanceOf(LiveQuote.Price.class);
    }

    @Test
    void bothQuestionsShareOneBudget() {
        stuart.answersPost(PRICING, json(200, PRICE));
        stuart.answersPost(ETA, json(200, SECONDS).withFixedDelay(5_000));
        long before = System.nanoTime();
        assertThat(adapter.quote(account(), Loads.of(Size.SMALL, Set.of(), null), Duration.ofMillis(900)))
                .isEqualTo(new LiveQuote.Unreachable("no answer in time", null));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    static Stream<ResponseDefinitionBuilder> malformed() {
        return Stream.of(
                json(200, ""),
                json(200, "<html>"),
                json(200, "[]"),
                json(200, "{\"amount\": 11.5}"),
                json(200, "{\"amount\": 11.5, \"currency\": \"Pounds\"}"),
                json(200, "{\"amount\": -11.5, \"currency\": \"GBP\"}"),
                json(200, "{\"amount\": 1e12, \"currency\": \"GBP\"}"),
                json(200, "{\"amount\": 1e8, \"currency\": \"GBP\"}"),
                json(200, "{\"amount\": \"free\", \"currency\": \"GBP\"}"),
                json(301, "").withHeader("Location", "/elsewhere"),
                json(200, "\"" + "x".repeat(300_000) + "\""),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatCannotBeUnderstoodIsNoPriceAndNoRefusal(ResponseDefinitionBuilder answer) {
        stuart.answersPost(PRICING, answer);
        stuart.answersPost(ETA, json(200, SECONDS));
        assertThat(quoted()).isInstanceOf(LiveQuote.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"eta\": \"soon\"}", "{\"eta\": -1}", "{\"eta\": 99999999999}"})
    void aTimeThatIsNoneIsNotOne(String eta) {
        stuart.answersPost(PRICING, json(200, PRICE));
        stuart.answersPost(ETA, json(200, eta));
        assertThat(quoted()).isEqualTo(new LiveQuote.Unreachable("malformed answer", null));
    }

    @Test
    void anOfferThatIsTakenHasStuartsOwnNumber() {
        stuart.answersPost(JOBS, json(201, job(100, "new", BOOKING)));

        assertThat(offered())
                .isEqualTo(new OfferReply.Accepted(
                        "100", Instant.parse("2026-03-02T12:11:00Z"), Instant.parse("2026-03-02T12:30:00Z")));
        assertThat(stuart.posted(JOBS)
                        .path("job")
                        .path("dropoffs")
                        .path(0)
                        .path("client_reference")
                        .stringValue())
                .isEqualTo(BOOKING);
    }

    @Test
    void aJobThatStuartHasAlreadyIsAYes() {
        stuart.answersPost(JOBS, json(201, job(100, "new", BOOKING)), json(422, error("RECORD_INVALID")));
        stuart.answersGet(
                JOBS, json(200, "[%s, %s]".formatted(job(90, "canceled", BOOKING), job(100, "searching", BOOKING))));
        OfferReply first = offered();
        assertThat(first).isInstanceOf(OfferReply.Accepted.class);
        assertThat(offered()).isEqualTo(first);
    }

    @Test
    void anotherBookingsJobIsNotOurs() {
        stuart.answersPost(JOBS, json(422, error("OUT_OF_RANGE")));
        stuart.answersGet(JOBS, json(200, "[%s]".formatted(job(100, "searching", "bkg_acme_another"))));
        assertThat(offered()).isEqualTo(new OfferReply.Refused("out_of_range"));
    }

    @Test
    void aJobThatWasCalledOffIsNoYes() {
        stuart.answersPost(JOBS, json(422, error("RECORD_INVALID")));
        stuart.answersGet(JOBS, json(200, "[%s]".formatted(job(100, "expired", BOOKING))));
        assertThat(offered()).isEqualTo(new OfferReply.Refused("record_invalid"));
    }

    @Test
    void anOfferWithoutAnAnswerMayBeMadeAgain() {
        stuart.answersPost(JOBS, json(500, ""), json(201, job(100, "new", BOOKING)));
        assertThat(offered()).isEqualTo(new OfferReply.Unreachable("HTTP 500", null));
        assertThat(offered()).isInstanceOf(OfferReply.Accepted.class);
    }

    @Test
    void aRefusalThatCannotBeCheckedIsNoneYet() {
        stuart.answersPost(JOBS, json(422, error("RECORD_INVALID")));
        stuart.answersGet(JOBS, json(503, ""));
        assertThat(offered()).isEqualTo(new OfferReply.Unreachable("HTTP 503", null));
    }

    @Test
    void aYesWithoutANumberIsNotOne() {
        stuart.answersPost(JOBS, json(201, "{\"status\": \"new\"}"));
        assertThat(offered()).isEqualTo(new OfferReply.Unreachable("malformed answer", null));
    }

    @Test
    void aJobIsCancelledOnceAndThenIsCancelled() {
        stuart.answersPost(cancellation(100), aResponse().withStatus(204), json(422, error("CANT_CANCEL")));
        stuart.answersGet(JOBS, json(200, "[%s]".formatted(job(100, "canceled", BOOKING))));
        assertThat(withdrawn("100")).isEqualTo(new WithdrawalReply.Done());
        assertThat(withdrawn("100")).isEqualTo(new WithdrawalReply.Done());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 422})
    void aJobWhoseNumberHasChangedIsFollowed(int refusal) {
        stuart.answersPost(cancellation(100), json(refusal, error("CANT_CANCEL")));
        stuart.answersPost(cancellation(200), aResponse().withStatus(204));
        stuart.answersGet(
                JOBS, json(200, "[%s, %s]".formatted(job(100, "canceled", BOOKING), job(200, "in_progress", BOOKING))));
        assertThat(withdrawn("100")).isEqualTo(new WithdrawalReply.Done());
        assertThat(stuart.asked(cancellation(200))).hasSize(1);
    }

    @Test
    void whatIsOnTheRoadIsNotGivenBack() {
        stuart.answersPost(cancellation(100), json(422, error("CANT_CANCEL")));
        stuart.answersGet(JOBS, json(200, "[%s]".formatted(job(100, "in_progress", BOOKING))));
        assertThat(withdrawn("100")).isEqualTo(new WithdrawalReply.TooLate("cant_cancel"));
        assertThat(stuart.asked(cancellation(100))).hasSize(1);
    }

    @Test
    void whatIsRefusedAndNotFoundIsNotTakenForGone() {
        stuart.answersPost(cancellation(100), json(422, error("CANT_CANCEL")));
        stuart.answersGet(JOBS, json(200, "[]"));
        assertThat(withdrawn("100")).isEqualTo(new WithdrawalReply.TooLate("cant_cancel"));
    }

    @Test
    void anOfferOfUnknownOutcomeIsLookedForAndCancelled() {
        stuart.answersGet(JOBS, json(200, "[%s]".formatted(job(100, "searching", BOOKING))));
        stuart.answersPost(cancellation(100), aResponse().withStatus(204));
        assertThat(adapter.withdraw(account(), BOOKING, null, AMPLE)).isEqualTo(new WithdrawalReply.Done());
        assertThat(stuart.asked(cancellation(100))).hasSize(1);
    }

    @Test
    void whatStuartNeverHadIsGivenBack() {
        stuart.answersGet(JOBS, json(200, "[]"));
        assertThat(adapter.withdraw(account(), BOOKING, null, AMPLE)).isEqualTo(new WithdrawalReply.Done());
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientId", "clientSecret", "webhookKey"})
    void anAccountIsCheckedWithoutCallingAnyone(String missing) {
        adapter.check(account());
        Map<String, String> secrets = new HashMap<>(account().secrets());
        secrets.remove(missing);
        CourierAccount lacking = new CourierAccount("crr_stuart", account().settings(), secrets);
        assertThatThrownBy(() -> adapter.check(lacking))
                .isInstanceOf(InvalidCourierAccount.class)
                .hasMessage(missing + " is missing");
        assertThat(adapter.offer(lacking, Loads.offer(Loads.aCake(), null), AMPLE))
                .isEqualTo(new OfferReply.Unreachable(missing + " is missing", null));
        stuart.wasNeverAsked();
    }

    @Test
    void aRequirementThatThereIsNotIsSaidToBeWrong() {
        assertThatThrownBy(() -> adapter.check(account(Map.of("requirements", "photo, singing"))))
                .isInstanceOf(InvalidCourierAccount.class)
                .hasMessage("requirements names one that there is not");
    }
}
