package io.orkestro.dispatch.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.orkestro.dispatch.DispatchTest;
import io.orkestro.dispatch.intake.order.TakeFiledOrders;
import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Files of orders, from the upload to the deliveries. */
@DispatchTest
class ImportIT {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final LocalDateTime tomorrow = LocalDate.now(LONDON).plusDays(1).atTime(10, 0);
    private final String key =
            "c" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String retailerId = "ret_" + key;
    private final int port;
    private final As retailer;
    private final JdbcClient jdbc;
    private final Imports imports;
    private final TakeFiledOrders orders;
    private final TransactionTemplate transactions;

    @Autowired
    ImportIT(
            @LocalServerPort int port,
            JdbcClient jdbc,
            Imports imports,
            TakeFiledOrders orders,
            TransactionTemplate transactions) {
        this.port = port;
        this.retailer = as(key);
        this.jdbc = jdbc;
        this.imports = imports;
        this.orders = orders;
        this.transactions = transactions;
    }

    @Test
    void aFileBecomesDeliveries() {
        String file = Files.of(
                row("A-1", Column.SOURCE_PHONE, "020 7946 0018"),
                row(
                        "A-2",
                        Column.PICKUP_DATE_FROM,
                        ReadRow.TIME.format(tomorrow),
                        Column.DELIVERY_DATE_TO,
                        ReadRow.TIME.format(tomorrow.plusHours(2))),
                row("A-3", Column.DESTINATION_ADDRESS, "The Yard, 22\nCross Street"));

        Answer answer = send(file);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/imports/" + answer.text("id"));
        assertThat(answer.text("zone")).isEqualTo("Europe/London");
        assertThat(answer.json().path("rows").asInt()).isEqualTo(3);
        JsonNode done = done(answer);
        assertCounts(done, 3, 0, 0);
        assertThat(done.has("finishedAt")).isTrue();
        JsonNode delivery = delivery("A-2");
        assertThat(delivery.path("status").asString()).isEqualTo("pending");
        assertThat(delivery.path("externalId").asString()).isEqualTo("A-2");
        assertThat(delivery.at("/pickup/name").asString()).isEqualTo("Ada Obi");
        assertThat(delivery.at("/pickup/readyAt").asString())
                .isEqualTo(tomorrow.atZone(LONDON).toInstant().toString());
        assertThat(delivery.at("/dropoff/deadlineAt").asString())
                .isEqualTo(tomorrow.plusHours(2).atZone(LONDON).toInstant().toString());
        assertThat(delivery.at("/dropoff/phone").asString()).isEqualTo("+447700900123");
        assertThat(delivery.at("/dropoff/address/country").asString()).isEqualTo("GB");
        assertThat(delivery.at("/dropoff/location/lat").asDouble()).isBetween(51.5, 51.6);
        assertThat(delivery.at("/metadata/source").asString()).isEqualTo("csv");
        assertThat(delivery("A-3").at("/dropoff/address/line1").asString()).isEqualTo("The Yard, 22\nCross Street");
    }

    @Test
    void timesAreReadInTheZoneThatTheRetailerNames() {
        String file = Files.of(row("A-1", Column.PICKUP_DATE_FROM, ReadRow.TIME.format(tomorrow)));

        done(retailer.post("/v1/imports?zone=Europe/Helsinki", Files.bytes(file), "text/csv", null));

        assertThat(delivery("A-1").at("/pickup/readyAt").asString())
                .isEqualTo(tomorrow.atZone(ZoneId.of("Europe/Helsinki"))
                        .toInstant()
                        .toString());
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                bad("Merchant ID", "unknown_merchant", Column.MERCHANT_ID, "ret_other"),
                bad("ExternalRef", "required", Column.EXTERNAL_REF, ""),
                bad("ExternalRef", "invalid", Column.EXTERNAL_REF, "number one!"),
                bad("SourcePhone", "invalid_phone_number", Column.SOURCE_PHONE, "12"),
                bad("SourceAddress", "invalid", Column.SOURCE_ADDRESS, "x".repeat(300)),
                bad("SourceCountry", "unknown_country", Column.SOURCE_COUNTRY, "Atlantis"),
                bad("SourcePostcode", "required", Column.SOURCE_POSTCODE, ""),
                bad("DestinationAddress", "address_not_found", Column.DESTINATION_POSTCODE, "ZZ99 9ZZ"),
                bad("DestinationPhone", "invalid_phone_number", Column.DESTINATION_PHONE, "no phone"),
                bad("PickupDateFrom", "wrong_format", Column.PICKUP_DATE_FROM, "tomorrow"),
                bad("PickupDateFrom", "pickup_ready_too_early", Column.PICKUP_DATE_FROM, "2020-01-31T10:00:00"),
                bad("DeliveryDateTo", "dropoff_deadline_too_early", Column.DELIVERY_DATE_TO, "2020-01-31T10:00:00"),
                bad(
                        "PickupDateFrom; DeliveryDateTo",
                        "wrong_format; wrong_format",
                        Column.PICKUP_DATE_FROM,
                        "1",
                        Column.DELIVERY_DATE_TO,
                        "2"));
    }

    private static Arguments bad(String column, String code, Object... otherwise) {
        return Arguments.of(column, code, otherwise);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badRows")
    void aBadRowComesBackAndIsNoOrder(String column, String code, Object[] otherwise) {
        Answer sent = send(Files.of(row("A-1"), row("A-2", otherwise), row("A-3")));

        assertCounts(done(sent), 2, 0, 1);
        List<List<String>> errors = errors(sent);
        assertThat(errors.getFirst()).startsWith("Row", "Column", "Code", "Reason", "Merchant ID", "ExternalRef");
        List<String> refused = errors.get(1);
        assertThat(refused.subList(0, 3)).containsExactly("3", column, code);
        assertThat(refused.get(3)).isNotBlank();
        assertThat(refused.subList(4, 20)).isEqualTo(fieldsOf(row("A-2", otherwise)));
        assertThat(orderRefs()).containsExactlyInAnyOrder("A-1", "A-3");
    }

    @Test
    void aRowWithASeparatorTooManyComesBackAsItWas() {
        Answer sent = send(Files.of(row("A-1").replace("Ada Obi", "Obi, Ada"), "nonsense"));

        assertCounts(done(sent), 0, 0, 2);
        assertThat(errors(sent))
                .satisfiesExactly(
                        header -> assertThat(header).hasSize(20),
                        many -> assertThat(many).hasSize(21).startsWith("2", "", "wrong_field_count"),
                        few -> assertThat(few).hasSize(5).startsWith("3", "", "wrong_field_count"));
    }

    @Test
    void whatCameBackIsCorrectedAndSentAgain() {
        Answer first = send(Files.of(
                row("A-1"),
                row("A-2", Column.DESTINATION_PHONE, "12", Column.DESTINATION_FORENAME, "Grace \"G\" Lin, Zoë"),
                row("A-3", Column.SOURCE_COUNTRY, "Atlantis")));
        assertCounts(done(first), 1, 0, 2);
        String errors = text(retailer.get("/v1/imports/" + first.text("id") + "/errors"));

        Answer second = send(errors.replace(",12,", ",07700 900124,"));

        assertCounts(done(second), 1, 0, 1);
        assertThat(delivery("A-2").at("/dropoff/name").asString()).isEqualTo("Grace \"G\" Lin, Zoë");
        assertThat(orderRefs()).containsExactlyInAnyOrder("A-1", "A-2");
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        String file = Files.of(row("A-1"), row("A-2"), row("A-3", Column.SOURCE_COUNTRY, "Atlantis"), row("A-1"));
        assertCounts(done(send(file)), 2, 1, 1);
        settled(2);
        String before = state();

        assertCounts(done(send(file)), 0, 3, 1);

        assertThat(state()).isEqualTo(before);
        assertThat(orderRefs()).hasSize(2);
    }

    @Test
    void anOrderOfAFileStaysAsItWasTold() {
        done(send(Files.of(row("A-1"))));
        settled(1);

        Answer changed = send(Files.of(
                row("A-1", Column.DESTINATION_FORENAME, "Somebody else"),
                row("A-2"),
                row("A-2", Column.SOURCE_CITY, "Londres")));

        assertCounts(done(changed), 1, 0, 2);
        assertThat(errors(changed).subList(1, 3))
                .allSatisfy(row -> assertThat(row).startsWith(row.getFirst(), "ExternalRef", "already_known"));
        assertThat(delivery("A-1").at("/dropoff/name").asString()).isEqualTo("Grace Lin");
    }

    @Test
    void theTemplateIsAcceptedAsItIs() {
        Answer template = retailer.get("/v1/imports/template");

        assertThat(template.header("Content-Type")).startsWith("text/csv");
        assertThat(text(template)).startsWith(Files.HEADER + "\r\n" + retailerId + ",");
        assertCounts(done(send(text(template))), 1, 0, 0);
    }

    static Stream<Arguments> refusedFiles() {
        String row = Files.row("ret_acme", "A-1");
        return Stream.of(
                Arguments.of(422, "SourceCity", Files.bytes(Files.of(row).replace("SourceCity", "City"))),
                Arguments.of(422, "More", Files.bytes(Files.of(row).replaceFirst("\r\n", ",More\r\n"))),
                Arguments.of(400, "malformed_csv", Files.bytes(Files.of(row, row, "\"" + row))),
                Arguments.of(
                        400,
                        "malformed_csv",
                        Files.of(row, row.replace("Ada", "Zo\u00EB")).getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of(400, "malformed_csv", new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("refusedFiles")
    void ofAFileThatIsRefusedNothingIsKept(int status, String says, byte[] file) {
        Answer refused = retailer.post("/v1/imports", file, "text/csv", null);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(text(refused)).contains("\"" + says + "\"");
        assertThat(retailer.get("/v1/imports").json().path("data")).isEmpty();
        assertThat(orderRefs()).isEmpty();
    }

    @Test
    void aFileSaysThatItIsCsv() {
        byte[] file = Files.bytes(Files.of(row("A-1")));

        assertThat(retailer.post("/v1/imports", file, "application/json", null).status())
                .isEqualTo(415);
        assertThat(retailer.post("/v1/imports", file, "text/csv; charset=utf-16", null)
                        .status())
                .isEqualTo(415);
        assertThat(retailer.post("/v1/imports", file, "text/csv; charset=UTF-8", null)
                        .status())
                .isEqualTo(202);
        Answer nowhere = retailer.post("/v1/imports?zone=Europe/Atlantis", file, "text/csv", null);
        assertThat(nowhere.text("/errors/0/field")).isEqualTo("zone");
    }

    @Test
    void aRequestIsRepeatedWithItsKey() {
        byte[] file = Files.bytes(Files.of(row("A-1")).replace("Merchant ID", "\"Merchant ID\""));
        byte[] other = Files.bytes(Files.of(row("A-2")).replace("Merchant ID", "\"Merchant ID\""));
        Answer first = retailer.post("/v1/imports", file, "text/csv", "again");

        Answer again = retailer.post("/v1/imports", file, "text/csv", "again");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(retailer.post("/v1/imports", other, "text/csv", "again").text("code"))
                .isEqualTo("idempotency_key_reused");
        assertThat(retailer.post("/v1/imports?zone=UTC", file, "text/csv", "again")
                        .text("code"))
                .isEqualTo("idempotency_key_reused");
        assertThat(retailer.get("/v1/imports").json().path("data")).hasSize(1);
    }

    @Test
    void importsAreTheirRetailersAlone() {
        Answer mine = send(Files.of(row("A-1", Column.SOURCE_CITY, "")));
        As other = as("other" + key);

        assertThat(other.get("/v1/imports").json().path("data")).isEmpty();
        assertThat(other.get("/v1/imports/" + mine.text("id")).status()).isEqualTo(404);
        assertThat(other.get("/v1/imports/" + mine.text("id") + "/errors").status())
                .isEqualTo(404);
    }

    @Test
    void importsAreListedByPages() {
        List<String> sent = IntStream.range(0, 3)
                .mapToObj(i -> send(Files.of(row("A-" + i))).text("id"))
                .toList();

        Answer newest = retailer.get("/v1/imports?limit=2");
        Answer rest = retailer.get("/v1/imports?limit=2&cursor=" + newest.text("nextCursor"));

        assertThat(Stream.of(newest, rest)
                        .flatMap(page -> page.json().path("data").valueStream()))
                .extracting(one -> one.path("id").asString())
                .containsExactly(sent.get(2), sent.get(1), sent.get(0));
        assertThat(rest.json().has("nextCursor")).isFalse();
    }

    @Test
    void anOrderThatDispatchRefusesIsHeldAndCanBeLetGo() {
        done(send(Files.of(row("A-1"))));
        settled(1);
        JsonNode order = retailer.get("/v1/orders?source=csv").json().at("/data/0");
        String id = order.path("id").asString();
        // What dispatch would refuse is refused with its row, as far as it can be known before.
        jdbc.sql("update shop_order set status = 'HELD' where id = ?").param(id).update();

        Answer released = retailer.post("/v1/orders/" + id + "/release", "{\"itemSize\":\"large\"}");

        assertThat(released.status()).isEqualTo(200);
        settled(1);
    }

    @Test
    void aLargeFileIsWorkedThroughWhileItsProgressIsSeen() {
        int rows = 1_200;
        Answer sent = send(
                Files.of(IntStream.range(0, rows).mapToObj(i -> later("A-" + i)).toList()));

        List<Integer> seen = new ArrayList<>();
        await("all rows")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    JsonNode now =
                            retailer.get("/v1/imports/" + sent.text("id")).json();
                    seen.add(now.path("accepted").asInt());
                    return now.path("status").asString().equals("done");
                });

        assertThat(seen).isSorted().last().isEqualTo(rows);
        assertThat(seen).as("Some of it").anyMatch(accepted -> accepted > 0 && accepted < rows);
        settled(rows);
    }

    @Test
    void aSmallFileDoesNotWaitForALargeOne() {
        send(Files.of(IntStream.range(0, 1_500).mapToObj(i -> later("A-" + i)).toList()));
        String otherKey = "other" + key;

        Answer small = as(otherKey)
                .post("/v1/imports", Files.bytes(Files.of(Files.row("ret_" + otherKey, "A-1"))), "text/csv", null);

        await("the small one")
                .atMost(Duration.ofSeconds(10))
                .until(() -> as(otherKey)
                        .get("/v1/imports/" + small.text("id"))
                        .text("status")
                        .equals("done"));
    }

    /** A process that is killed before it commits a batch, and one that is killed right after. */
    @ParameterizedTest
    @EnumSource
    void aKilledProcessLosesNothingAndDoublesNothing(Death death) {
        int rows = 2 * WorkImports.BATCH + 100;
        Imports.Due due = claimed(Files.of(IntStream.range(0, rows)
                .mapToObj(i -> i % 10 == 9 ? row("A-" + i, Column.SOURCE_CITY, "") : later("A-" + i))
                .toList()));
        String id = due.id();
        WorkImports killed = new WorkImports(imports, orders, death.in(transactions), Clock.systemUTC());

        assertThatThrownBy(() -> killed.work(due)).isInstanceOf(Killed.class);

        JsonNode middle = retailer.get("/v1/imports/" + id).json();
        assertThat(middle.path("status").asString()).isEqualTo("working");
        int done = death == Death.BEFORE_THE_SECOND_COMMIT ? WorkImports.BATCH : 2 * WorkImports.BATCH;
        assertThat(middle.path("accepted").asInt() + middle.path("refused").asInt())
                .isEqualTo(done);
        assertThat(orderRefs()).hasSize(done * 9 / 10);

        leaseEnds(due.id());

        assertCounts(done(due.id()), rows * 9 / 10, 0, rows / 10);
        assertThat(errors(id)).hasSize(1 + rows / 10).doesNotHaveDuplicates();
        settled(rows * 9 / 10);
        assertThat(retailer.get("/v1/deliveries?limit=1").json().path("data")).hasSize(1);
    }

    @Test
    void twoProcessesAtOneImportDoItOnce() throws Exception {
        int rows = 3 * WorkImports.BATCH;
        Imports.Due due = claimed(
                Files.of(IntStream.range(0, rows).mapToObj(i -> later("A-" + i)).toList()));
        WorkImports one = new WorkImports(imports, orders, transactions, Clock.systemUTC());
        WorkImports another = new WorkImports(imports, orders, transactions, Clock.systemUTC());

        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = List.of(both.submit(() -> one.work(due)), both.submit(() -> another.work(due)));
            for (Future<?> each : all) {
                each.get();
            }
        }

        leaseEnds(due.id());
        assertCounts(done(due.id()), rows, 0, 0);
        settled(rows);
    }

    @Test
    void twoFilesWithTheSameOrdersMakeThemOnce() {
        String file =
                Files.of(IntStream.range(0, 700).mapToObj(i -> later("A-" + i)).toList());

        List<JsonNode> both = Stream.of(send(file), send(file)).map(this::done).toList();

        assertThat(both.stream().mapToInt(one -> one.path("accepted").asInt()).sum())
                .isEqualTo(700);
        assertThat(both.stream().mapToInt(one -> one.path("unchanged").asInt()).sum())
                .isEqualTo(700);
        settled(700);
    }

    /** When a process is killed. */
    enum Death {
        BEFORE_THE_SECOND_COMMIT,
        AFTER_THE_SECOND_COMMIT;

        TransactionOperations in(TransactionTemplate real) {
            int[] begun = {0};
            return new TransactionOperations() {
                @Override
                public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                    boolean isLast = ++begun[0] == 2;
                    T result = real.execute(status -> {
                        T did = action.doInTransaction(status);
                        if (isLast && Death.this == BEFORE_THE_SECOND_COMMIT) {
                            throw new Killed();
                        }
                        return did;
                    });
                    if (isLast) {
                        throw new Killed();
                    }
                    return result;
                }
            };
        }
    }

    /** As nothing that anybody catches. */
    private static final class Killed extends Error {}

    /** An import that a process has, which is not one of those that run here. */
    private Imports.Due claimed(String file) {
        String id = Ids.random("imp", new RoutingKey(key));
        transactions.executeWithoutResult(_ -> {
            imports.keep(id, retailerId, LONDON, Files.bytes(file), new OrderFile(Files.bytes(file)).count());
            jdbc.sql("update order_import set due_at = now() + interval '1 hour', tries = 1 where id = ?")
                    .param(id)
                    .update();
        });
        return new Imports.Due(id, retailerId, LONDON, 1, 1);
    }

    private void leaseEnds(String id) {
        jdbc.sql("update order_import set due_at = now() where id = ? and status = 'WORKING'")
                .param(id)
                .update();
    }

    private As as(String otherKey) {
        return new ApiClient("dispatch-service", port, Decision.decode("SMMM")).retailer(otherKey);
    }

    private String row(String ref, Object... otherwise) {
        return Files.row(retailerId, ref, otherwise);
    }

    /** A row about tomorrow: no courier is asked yet. */
    private String later(String ref) {
        return row(ref, Column.PICKUP_DATE_FROM, ReadRow.TIME.format(tomorrow));
    }

    private Answer send(String file) {
        Answer answer = retailer.post("/v1/imports", Files.bytes(file), "text/csv", null);
        assertThat(answer.status()).as(text(answer)).isEqualTo(202);
        return answer;
    }

    private JsonNode done(Answer sent) {
        return done(sent.text("id"));
    }

    private JsonNode done(String id) {
        await("the import")
                .atMost(Duration.ofMinutes(2))
                .until(() -> retailer.get("/v1/imports/" + id).text("status").equals("done"));
        return retailer.get("/v1/imports/" + id).json();
    }

    /** Once dispatch has answered for all. */
    private void settled(int deliveries) {
        await("%d deliveries".formatted(deliveries))
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(jdbc.sql("""
                                        select (select count(*) from shop_order
                                                where retailer_id = :retailer and status = 'ACCEPTED') || ' of '
                                            || (select count(*) from delivery where retailer_id = :retailer)
                                        """)
                                .param("retailer", retailerId)
                                .query(String.class)
                                .single())
                        .isEqualTo("%1$d of %1$d".formatted(deliveries)));
    }

    private JsonNode delivery(String ref) {
        settled(orderRefs().size());
        return retailer.get("/v1/orders?source=csv&number=" + ref)
                .json()
                .path("data")
                .valueStream()
                .map(order -> retailer.get(
                                "/v1/deliveries/" + order.path("deliveryId").asString())
                        .json())
                .findFirst()
                .orElseThrow();
    }

    private List<String> orderRefs() {
        return jdbc.sql("select shop_order_id from shop_order where retailer_id = ?")
                .param(retailerId)
                .query((row, _) -> row.getString("shop_order_id"))
                .list();
    }

    /** What there is of the retailer's orders, and does not change with how their deliveries go. */
    private String state() {
        return jdbc.sql("""
                        select string_agg(concat_ws(' ', id, shop_order_id, told, asked, created_at), ' ' order by id)
                        from shop_order where retailer_id = ?
                        """).param(retailerId).query(String.class).single();
    }

    private List<List<String>> errors(Answer sent) {
        return errors(sent.text("id"));
    }

    private List<List<String>> errors(String id) {
        Answer errors = retailer.get("/v1/imports/" + id + "/errors");
        assertThat(errors.header("Content-Type")).startsWith("text/csv");
        assertThat(errors.header("Content-Disposition")).contains(id);
        return parsed(text(errors));
    }

    private static List<String> fieldsOf(String row) {
        return parsed(row).getFirst();
    }

    private static List<List<String>> parsed(String csv) {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(csv)
                .stream()
                .map(CsvRecord::getFields)
                .toList();
    }

    private static String text(Answer answer) {
        return new String(answer.raw().body(), StandardCharsets.UTF_8);
    }

    private static void assertCounts(JsonNode done, int accepted, int unchanged, int refused) {
        assertThat(List.of(
                        done.path("accepted").asInt(),
                        done.path("unchanged").asInt(),
                        done.path("refused").asInt()))
                .as(done.toString())
                .containsExactly(accepted, unchanged, refused);
    }
}
