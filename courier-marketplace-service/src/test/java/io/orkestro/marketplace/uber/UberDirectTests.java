package io.orkestro.marketplace.uber;

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
import io.orkestro.marketplace.courier.Requirement;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UberDirectTests {

    private static final String TOKENS = "/oauth/v2/token";
    private static final String QUOTES = "/v1/customers/cus_acme/delivery_quotes";
    private static final String DELIVERIES = "/v1/customers/cus_acme/deliveries";
    private static final String DELIVERY = DELIVERIES + "/del_1";
    private static final String CANCELLATION = DELIVERY + "/cancel";
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final String QUOTE = """
            {"kind": "delivery_quote", "id": "dqt_7", "created": "2026-03-02T12:00:00Z",
             "expires": "2026-03-02T12:15:00Z", "fee": 650, "currency": "gbp", "currency_type": "GBP",
             "dropoff_eta": "2026-03-02T12:41:00Z", "duration": 41, "pickup_duration": 18,
             "dropoff_deadline": "2026-03-02T13:20:00Z"}""";
    private static final String CREATED = """
            {"kind": "delivery", "id": "del_1", "quote_id": "dqt_7", "status": "pending", "complete": false,
             "external_id": "%s", "fee": 650, "currency": "gbp", "pickup_eta": "2026-03-02T12:17:00Z",
             "dropoff_eta": "2026-03-02T12:40:30Z", "tracking_url": "https://delivery.uber.com/orders/1"}""".formatted(BOOKING);

    private final CourierStub uber = new CourierStub();
    private final CourierHttp http = new CourierHttp(Clock.fixed(NOW, ZoneOffset.UTC));
    private final UberDirect adapter = new UberDirect(http);

    @BeforeEach
    void tokens() {
        uber.issuesTokens(TOKENS);
    }

    @AfterEach
    void stop() {
        http.close();
        uber.close();
    }

    private CourierAccount account() {
        return new CourierAccount(
                "crr_uber",
                Map.of("apiUrl", uber.url(), "tokenUrl", uber.url() + TOKENS, "customerId", "cus_acme"),
                Map.of("clientId", "id", "clientSecret", "s&cret", "webhookKey", "key"));
    }

    private LiveQuote quoted(Load load) {
        return adapter.quote(account(), load, AMPLE);
    }

    private OfferReply offered() {
        return adapter.offer(account(), Loads.offer(Loads.aCake(), "dqt_7"), AMPLE);
    }

    private WithdrawalReply withdrawn(String deliveryId) {
        return adapter.withdraw(account(), BOOKING, deliveryId, AMPLE);
    }

    private static String error(String code) {
        return "{\"code\": \"%s\", \"message\": \"Grace Hopper lives too far away\", \"kind\": \"error\"}"
                .formatted(code);
    }

    private static ResponseDefinitionBuilder duplicate() {
        return json(
                409,
                "{\"code\": \"duplicate_delivery\", \"message\": \"There is one\", \"kind\": \"error\","
                        + " \"metadata\": {\"delivery_id\": \"del_1\"}}");
    }

    @Test
    void aQuoteIsAPriceWithTimesAnEndAndAName() {
        uber.answersPost(QUOTES, json(200, QUOTE));

        assertThat(quoted(Loads.aCake()))
                .isEqualTo(new LiveQuote.Price(
                        Money.of(650, "GBP"),
                        NOW.plus(Duration.ofMinutes(18)),
                        Instant.parse("2026-03-02T12:41:00Z"),
                        Instant.parse("2026-03-02T12:15:00Z"),
                        "dqt_7"));

        JsonNode asked = uber.posted(QUOTES);
        assertThat(asked.path("pickup_latitude").doubleValue()).isEqualTo(51.5128);
        assertThat(asked.path("dropoff_phone_number").stringValue()).isEqualTo("+447700900123");
        assertThat(asked.path("manifest_total_value").intValue()).isEqualTo(2_500);
        assertThat(asked.has("pickup_ready_dt")).isFalse();
        JsonNode address = JsonMapper.builder()
                .build()
                .readTree(asked.path("dropoff_address").stringValue());
        assertThat(address.path("street_address").path(1).stringValue()).isEqualTo("Flat 5");
        assertThat(address.path("zip_code").stringValue()).isEqualTo("N1 0PQ");
    }

    @Test
    void theTokenIsAskedForWithTheClientsCredentialsAndKept() {
        uber.answersPost(QUOTES, json(200, QUOTE));
        quoted(Loads.aCake());
        quoted(Loads.aCake());

        assertThat(uber.asked(TOKENS)).hasSize(1);
        assertThat(uber.postedText(TOKENS).split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=client_credentials",
                        "client_id=id",
                        "client_secret=s%26cret",
                        "scope=eats.deliveries");
        assertThat(uber.tokensAt(QUOTES)).containsOnly("Bearer first");
    }

    @Test
    void aTokenThatHasExpiredOnTheWayIsReplacedAndTheQuestionAskedAgain() {
        uber.answersPost(QUOTES, json(401, error("unauthorized")), json(200, QUOTE));

        assertThat(quoted(Loads.aCake())).isInstanceOf(LiveQuote.Price.class);
        assertThat(uber.tokensAt(QUOTES)).containsExactlyInAnyOrder("Bearer first", "Bearer second");
    }

    @Test
    void wrongCredentialsAreNotTriedForEver() {
        uber.answersPost(QUOTES, json(401, error("unauthorized")));

        assertThat(quoted(Loads.aCake()))
                .isEqualTo(new LiveQuote.Unreachable("does not take a token it has just issued", null));
        assertThat(uber.asked(QUOTES)).hasSize(2);
    }

    @Test
    void withoutATokenNothingIsAsked() {
        CourierAccount elsewhere = new CourierAccount(
                "crr_uber",
                Map.of("apiUrl", uber.url(), "tokenUrl", uber.url() + "/nowhere", "customerId", "cus_acme"),
                account().secrets());

        assertThat(adapter.quote(elsewhere, Loads.aCake(), AMPLE))
                .isEqualTo(new LiveQuote.Unreachable("no token: HTTP 404", null));
        assertThat(uber.asked(QUOTES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "address_undeliverable",
                "pickup_window_too_small",
                "dropoff_deadline_too_early",
                "invalid_params"
            })
    void whatUberCannotCarryIsRefusedInItsWords(String code) {
        uber.answersPost(QUOTES, json(400, error(code)));
        assertThat(quoted(Loads.aCake())).isEqualTo(new LiveQuote.Refused(code));
    }

    @Test
    void proseIsNoReason() {
        uber.answersPost(QUOTES, json(422, error("Grace Hopper, 1 Upper Street")));
        assertThat(quoted(Loads.aCake())).isEqualTo(new LiveQuote.Refused("refused"));
    }

    @Test
    void havingNoCourierFreeIsARefusalAlthoughItComesAs503() {
        uber.answersPost(QUOTES, json(503, error("couriers_busy")));
        assertThat(quoted(Loads.aCake())).isEqualTo(new LiveQuote.Refused("couriers_busy"));
    }

    @Test
    void tooManyQuestionsIsNoAnswerAndSaysWhenToComeBack() {
        uber.answersPost(QUOTES, json(429, error("customer_limited")).withHeader("Retry-After", "7"));
        assertThat(quoted(Loads.aCake())).isEqualTo(new LiveQuote.Unreachable("HTTP 429", Duration.ofSeconds(7)));
    }

    @Test
    void retryAfterMayBeADateAndIsNeverLongerThanAnHour() {
        uber.answersPost(
                QUOTES,
                json(503, "{}").withHeader("Retry-After", "Mon, 02 Mar 2026 12:02:00 GMT"),
                json(503, "{}").withHeader("Retry-After", "999999"));
        assertThat(quoted(Loads.aCake())).isEqualTo(new LiveQuote.Unreachable("HTTP 503", Duration.ofMinutes(2)));
        assertThat(quoted(Loads.aCake())).isEqualTo(new LiveQuote.Unreachable("HTTP 503", Duration.ofHours(1)));
    }

    @Test
    void aFaultAtUbersIsWorthAnotherTry() {
        uber.answersPost(QUOTES, json(500, "oops"), json(200, QUOTE));
        assertThat(quoted(Loads.aCake())).isEqualTo(new LiveQuote.Unreachable("HTTP 500", null));
        assertThat(quoted(Loads.aCake())).isInstanceOf(LiveQuote.Price.class);
    }

    @Test
    void whoIsTooSlowIsNotWaitedFor() {
        uber.answersPost(QUOTES, json(200, QUOTE).withFixedDelay(5_000));
        long before = System.nanoTime();
        assertThat(adapter.quote(account(), Loads.aCake(), Duration.ofMillis(700)))
                .isEqualTo(new LiveQuote.Unreachable("no answer in time", null));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void whoDribblesIsNotWaitedForEither() {
        uber.answersPost(QUOTES, json(200, QUOTE).withChunkedDribbleDelay(20, 5_000));
        assertThat(adapter.quote(account(), Loads.aCake(), Duration.ofMillis(700)))
                .isEqualTo(new LiveQuote.Unreachable("no answer in time", null));
    }

    static Stream<ResponseDefinitionBuilder> malformed() {
        return Stream.of(
                json(200, ""),
                json(200, "<html>"),
                json(200, "[]"),
                json(200, "{\"id\": \"dqt_7\"}"),
                json(200, QUOTE.replace("650", "-1")),
                json(200, QUOTE.replace("650", "1e30")),
                json(200, QUOTE.replace("650", "{}")),
                json(200, QUOTE.replace("\"GBP\"", "\"pounds\"").replace("\"gbp\"", "7")),
                json(200, QUOTE.replace("2026-03-02T12:15:00Z", "soon")),
                json(200, QUOTE.replace("dqt_7", "../../admin")),
                json(302, "").withHeader("Location", "/elsewhere"),
                json(200, "{\"id\": \"" + "x".repeat(300_000) + "\"}"),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatCannotBeUnderstoodIsNoPriceAndNoRefusal(ResponseDefinitionBuilder answer) {
        uber.answersPost(QUOTES, answer);
        assertThat(quoted(Loads.aCake())).isInstanceOf(LiveQuote.Unreachable.class);
    }

    static Stream<Arguments> beyondUber() {
        return Stream.of(
                Arguments.of(Loads.withoutARecipientsPhone(), "phone_missing"),
                Arguments.of(Loads.of(Size.SMALL, Set.of(Requirement.COLD), null), "requirement_not_supported"),
                Arguments.of(Loads.of(Size.SMALL, Set.of(Requirement.TWO_PERSON), null), "requirement_not_supported"),
                Arguments.of(Loads.of(Size.SMALL, Set.of(Requirement.BARCODE), null), "requirement_not_supported"));
    }

    @ParameterizedTest
    @MethodSource("beyondUber")
    void uberIsNotAskedForWhatItHasNoWordsFor(Load load, String reason) {
        assertThat(quoted(load)).isEqualTo(new LiveQuote.Refused(reason));
        assertThat(adapter.offer(account(), Loads.offer(load, null), AMPLE)).isEqualTo(new OfferReply.Refused(reason));
        uber.wasNeverAsked();
    }

    @Test
    void aPickupIsNotPromisedBeforeTheGoodsAreReady() {
        Instant ready = NOW.plus(Duration.ofHours(2));
        uber.answersPost(QUOTES, json(200, QUOTE));
        assertThat(((LiveQuote.Price) quoted(Loads.readyAt(ready))).pickupEta()).isEqualTo(ready);
        assertThat(uber.posted(QUOTES).path("pickup_ready_dt").stringValue()).isEqualTo("2026-03-02T14:00:00Z");
    }

    @Test
    void anOfferThatIsTakenHasUbersOwnId() {
        uber.answersPost(DELIVERIES, json(200, CREATED));

        assertThat(offered())
                .isEqualTo(new OfferReply.Accepted(
                        "del_1", Instant.parse("2026-03-02T12:17:00Z"), Instant.parse("2026-03-02T12:40:30Z")));

        JsonNode asked = uber.posted(DELIVERIES);
        assertThat(asked.path("quote_id").stringValue()).isEqualTo("dqt_7");
        assertThat(asked.path("external_id").stringValue()).isEqualTo(BOOKING);
        assertThat(asked.path("manifest_reference").stringValue()).isEqualTo(BOOKING);
        assertThat(asked.path("idempotency_key").stringValue()).isEqualTo(BOOKING);
        assertThat(asked.path("pickup_business_name").stringValue()).isEqualTo("Cakes & Co");
        assertThat(asked.path("undeliverable_action").stringValue()).isEqualTo("return");
        assertThat(asked.path("deliverable_action").stringValue()).isEqualTo("deliverable_action_meet_at_door");
        assertThat(asked.path("tip").intValue()).isEqualTo(200);
        assertThat(asked.has("dropoff_verification")).isFalse();
        JsonNode item = asked.path("manifest_items").path(0);
        assertThat(item.path("name").stringValue()).isEqualTo("Cake");
        assertThat(item.path("quantity").intValue()).isEqualTo(2);
        assertThat(item.path("size").stringValue()).isEqualTo("small");
        assertThat(item.path("weight").intValue()).isEqualTo(800);
        assertThat(item.path("price").intValue()).isEqualTo(1_250);
        assertThat(item.path("must_be_upright").booleanValue()).isTrue();
    }

    @Test
    void whatMustBeCheckedAtTheDoorIsAskedFor() {
        uber.answersPost(DELIVERIES, json(200, CREATED));
        Load wine = Loads.of(Size.MEDIUM, Set.of(Requirement.SIGNATURE, Requirement.PHOTO, Requirement.PIN), 21);
        adapter.offer(account(), Loads.offer(wine, null), AMPLE);

        JsonNode verification = uber.posted(DELIVERIES).path("dropoff_verification");
        assertThat(verification.path("identification").path("min_age").intValue())
                .isEqualTo(21);
        assertThat(verification.path("signature_requirement").path("enabled").booleanValue())
                .isTrue();
        assertThat(verification.path("picture").booleanValue()).isTrue();
        assertThat(verification.path("pincode").path("enabled").booleanValue()).isTrue();
        assertThat(uber.posted(DELIVERIES).has("quote_id")).isFalse();
    }

    @Test
    void anAgeCheckWithoutAnAgeIsForAdults() {
        uber.answersPost(DELIVERIES, json(200, CREATED));
        adapter.offer(account(), Loads.offer(Loads.of(Size.SMALL, Set.of(Requirement.AGE_CHECK), null), null), AMPLE);
        assertThat(uber.posted(DELIVERIES)
                        .path("dropoff_verification")
                        .path("identification")
                        .path("min_age")
                        .intValue())
                .isEqualTo(18);
    }

    @Test
    void aDuplicateThatIsOursIsAYes() {
        uber.answersPost(DELIVERIES, json(200, CREATED), duplicate());
        uber.answersGet(DELIVERY, json(200, CREATED));

        OfferReply first = offered();
        assertThat(first).isInstanceOf(OfferReply.Accepted.class);
        assertThat(offered()).isEqualTo(first);
    }

    @Test
    void aDuplicateThatIsAnotherBookingsIsARefusal() {
        uber.answersPost(DELIVERIES, duplicate());
        uber.answersGet(DELIVERY, json(200, CREATED.replace(BOOKING, "bkg_acme_another")));
        assertThat(offered()).isEqualTo(new OfferReply.Refused("duplicate_delivery"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate_delivery", "used_quote"})
    void anEarlierDeliveryThatIsNotNamedIsLookedFor(String code) {
        uber.answersPost(DELIVERIES, json(409, error(code)));
        uber.answersGet(
                DELIVERIES,
                json(
                        200,
                        "{\"data\": [%s, %s]}"
                                .formatted(
                                        CREATED.replace(BOOKING, "bkg_acme_another")
                                                .replace("del_1", "del_2"),
                                        CREATED)));
        assertThat(offered())
                .isInstanceOfSatisfying(
                        OfferReply.Accepted.class,
                        yes -> assertThat(yes.deliveryId()).isEqualTo("del_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired_quote", "mismatched_price_quote", "missing_payment", "address_undeliverable"})
    void anOfferIsRefusedInUbersWords(String code) {
        uber.answersPost(DELIVERIES, json(400, error(code)));
        assertThat(offered()).isEqualTo(new OfferReply.Refused(code));
    }

    @Test
    void anOfferWithoutAnAnswerMayBeMadeAgain() {
        uber.answersPost(DELIVERIES, json(500, ""), json(200, CREATED));
        assertThat(offered()).isEqualTo(new OfferReply.Unreachable("HTTP 500", null));
        assertThat(offered()).isInstanceOf(OfferReply.Accepted.class);
    }

    @Test
    void aYesWithoutAnIdIsNotOne() {
        uber.answersPost(DELIVERIES, json(200, "{\"status\": \"pending\"}"));
        assertThat(offered()).isEqualTo(new OfferReply.Unreachable("malformed answer", null));
    }

    @Test
    void aDeliveryIsCancelledOnceAndThenIsCancelled() {
        uber.answersPost(
                CANCELLATION,
                json(200, CREATED.replace("pending", "canceled")),
                json(400, error("noncancelable_delivery")));
        uber.answersGet(DELIVERY, json(200, CREATED.replace("pending", "canceled")));
        assertThat(withdrawn("del_1")).isEqualTo(new WithdrawalReply.Done());
        assertThat(withdrawn("del_1")).isEqualTo(new WithdrawalReply.Done());
    }

    @Test
    void whatIsOnTheRoadIsNotGivenBack() {
        uber.answersPost(CANCELLATION, json(400, error("noncancelable_delivery")));
        uber.answersGet(DELIVERY, json(200, CREATED.replace("pending", "dropoff")));
        assertThat(withdrawn("del_1")).isEqualTo(new WithdrawalReply.TooLate("noncancelable_delivery"));
    }

    @Test
    void whatUberNeverHadIsGivenBack() {
        uber.answersPost(CANCELLATION, json(404, error("delivery_not_found")));
        assertThat(withdrawn("del_1")).isEqualTo(new WithdrawalReply.Done());
    }

    @Test
    void anOfferOfUnknownOutcomeIsLookedForAndCancelled() {
        uber.answersGet(DELIVERIES, json(200, "{\"data\": [%s]}".formatted(CREATED)));
        uber.answersPost(CANCELLATION, json(200, CREATED));
        assertThat(adapter.withdraw(account(), BOOKING, null, AMPLE)).isEqualTo(new WithdrawalReply.Done());
        assertThat(uber.asked(CANCELLATION)).hasSize(1);
        assertThat(adapter.withdraw(account(), "bkg_acme_another", null, AMPLE)).isEqualTo(new WithdrawalReply.Done());
        assertThat(uber.asked(CANCELLATION)).hasSize(1);
    }

    @Test
    void aWithdrawalWithoutAnAnswerMayBeMadeAgain() {
        uber.answersPost(CANCELLATION, json(503, "{}").withHeader("Retry-After", "3"));
        assertThat(withdrawn("del_1")).isEqualTo(new WithdrawalReply.Unreachable("HTTP 503", Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientId", "clientSecret", "webhookKey", "customerId"})
    void anAccountIsCheckedWithoutCallingAnyone(String missing) {
        CourierAccount whole = account();
        adapter.check(whole);
        CourierAccount lacking = new CourierAccount(
                whole.courierId(), without(whole.settings(), missing), without(whole.secrets(), missing));
        assertThatThrownBy(() -> adapter.check(lacking))
                .isInstanceOf(InvalidCourierAccount.class)
                .hasMessage(missing + " is missing");
        assertThat(adapter.quote(lacking, Loads.aCake(), AMPLE))
                .isEqualTo(new LiveQuote.Unreachable(missing + " is missing", null));
        uber.wasNeverAsked();
    }

    private static Map<String, String> without(Map<String, String> entries, String missing) {
        Map<String, String> rest = new HashMap<>(entries);
        rest.remove(missing);
        return rest;
    }
}
