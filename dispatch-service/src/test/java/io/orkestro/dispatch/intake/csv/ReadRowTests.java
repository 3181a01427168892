package io.orkestro.dispatch.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.intake.order.ShopOrder;
import io.orkestro.dispatch.intake.order.ShopStop;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReadRowTests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void aRowTellsOfAnOrder() {
        ShopOrder order = told(
                LONDON,
                Column.SOURCE_PHONE,
                "020 7946 0018",
                Column.PICKUP_DATE_FROM,
                "2027-01-31T18:30:00",
                Column.DELIVERY_DATE_TO,
                "2027-07-31T20:00:00");

        assertThat(order.id()).isEqualTo("A-1");
        assertThat(order.number()).isEqualTo("A-1");
        ShopStop pickup = Objects.requireNonNull(order.pickup());
        assertThat(pickup.name()).isEqualTo("Ada Obi");
        assertThat(pickup.line1()).isEqualTo("14 Redchurch Street");
        assertThat(pickup.phone()).isEqualTo("020 7946 0018");
        assertThat(pickup.readyAt()).as("in winter").isEqualTo(Instant.parse("2027-01-31T18:30:00Z"));
        ShopStop dropoff = Objects.requireNonNull(order.dropoff());
        assertThat(dropoff.name()).isEqualTo("Grace Lin");
        assertThat(dropoff.postcode()).isEqualTo("N1 2BG");
        assertThat(dropoff.country()).isEqualTo("United Kingdom");
        assertThat(dropoff.deadlineAt()).as("in summer").isEqualTo(Instant.parse("2027-07-31T19:00:00Z"));
    }

    @Test
    void timesAreReadByTheClockOfTheZone() {
        ShopOrder order = told(ZoneId.of("America/New_York"), Column.PICKUP_DATE_FROM, "2027-01-31T18:30:00");

        assertThat(Objects.requireNonNull(order.pickup()).readyAt()).isEqualTo(Instant.parse("2027-01-31T23:30:00Z"));
    }

    @Test
    void theSameRowTellsTheSame() {
        assertThat(told(LONDON)).isEqualTo(told(LONDON));
    }

    @ParameterizedTest
    @CsvSource({
        "PICKUP_DATE_FROM, 2027-01-31, wrong_format",
        "PICKUP_DATE_FROM, 2027-02-29T10:00:00, wrong_format",
        "PICKUP_DATE_FROM, 31/01/2027 18:30, wrong_format",
        "PICKUP_DATE_FROM, 2027-01-31T18:30:00Z, wrong_format",
        "DELIVERY_DATE_TO, 2027-01-31T25:00:00, wrong_format",
        "DELIVERY_DATE_TO, 2027-01-31 18:30:00, wrong_format",
        "DELIVERY_DATE_TO, 2027-03-28T01:30:00, no_such_time",
        "MERCHANT_ID, ret_other, unknown_merchant",
        "MERCHANT_ID, RET_ACME, unknown_merchant"
    })
    void whatIsWrongIsSaidOfItsColumn(Column column, String text, String code) {
        assertThat(read(LONDON, column, text))
                .isInstanceOfSatisfying(
                        ReadRow.Said.Wrong.class,
                        wrong -> assertThat(wrong.faults()).singleElement().satisfies(fault -> {
                            assertThat(fault.column()).isEqualTo(column.header());
                            assertThat(fault.code()).isEqualTo(code);
                        }));
    }

    @ParameterizedTest
    @EnumSource
    void onlyPhonesAndTimesMayBeEmpty(Column column) {
        boolean isOptional =
                column.header().endsWith("Phone") || column.header().contains("Date");

        assertThat(read(LONDON, column, "") instanceof ReadRow.Said.Told).isEqualTo(isOptional);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLongerThanAPage(Column column) {
        assertThat(read(LONDON, column, "x".repeat(501)))
                .isInstanceOfSatisfying(
                        ReadRow.Said.Wrong.class,
                        wrong -> assertThat(wrong.faults()).anySatisfy(fault -> {
                            assertThat(fault.column()).isEqualTo(column.header());
                            assertThat(fault.code()).isEqualTo("wrong_length");
                        }));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(read(
                        LONDON,
                        Column.MERCHANT_ID,
                        "ret_other",
                        Column.SOURCE_CITY,
                        "",
                        Column.PICKUP_DATE_FROM,
                        "soon"))
                .isInstanceOfSatisfying(
                        ReadRow.Said.Wrong.class,
                        wrong -> assertThat(wrong.faults())
                                .extracting(Fault::column)
                                .containsExactlyInAnyOrder("Merchant ID", "SourceCity", "PickupDateFrom"));
    }

    private static ShopOrder told(ZoneId zone, Object... otherwise) {
        return ((ReadRow.Said.Told) read(zone, otherwise)).order();
    }

    private static ReadRow.Said read(ZoneId zone, Object... otherwise) {
        try (OrderFile.Rows rows =
                new OrderFile(Files.bytes(Files.of(Files.row("ret_acme", "A-1", otherwise)))).rows()) {
            return ReadRow.read(rows.next(), "ret_acme", zone);
        }
    }
}
