package io.orkestro.dispatch.intake.csv;

import io.orkestro.dispatch.intake.order.ShopOrder;
import io.orkestro.dispatch.intake.order.ShopStop;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a row says of an order. What is wrong with the order itself is found later, by whoever makes it a delivery. */
final class ReadRow {

    private static final int LONGEST = 500;

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private static final Set<Column> OPTIONAL =
            EnumSet.of(Column.SOURCE_PHONE, Column.PICKUP_DATE_FROM, Column.DESTINATION_PHONE, Column.DELIVERY_DATE_TO);

    private final Row row;
    private final List<Fault> faults = new ArrayList<>();

    private ReadRow(Row row) {
        this.row = row;
    }

    /** What a row says. */
    sealed interface Said {

        record Told(ShopOrder order) implements Said {}

        /** @param faults at least one */
        record Wrong(List<Fault> faults) implements Said {}
    }

    /**
     * @param retailerId whose file it is
     * @param zone of its times
     */
    static Said read(Row row, String retailerId, ZoneId zone) {
        ReadRow reading = new ReadRow(row);
        ShopOrder order = reading.order(retailerId, zone);
        return order == null || !reading.faults.isEmpty() ? new Said.Wrong(reading.faults) : new Said.Told(order);
    }

    private @Nullable ShopOrder order(String retailerId, ZoneId zone) {
        if (row.fields().size() != Column.ALL.size()) {
            faults.add(new Fault(
                    "",
                    "wrong_field_count",
                    "The row has %d fields, and there are %d columns; a text with a separator in it needs quotes around it"
                            .formatted(row.fields().size(), Column.ALL.size())));
            return null;
        }
        Column.ALL.forEach(this::check);
        String merchant = row.text(Column.MERCHANT_ID);
        if (merchant != null && !merchant.equals(retailerId)) {
            fault(Column.MERCHANT_ID, "unknown_merchant", "The file is yours, and your id is " + retailerId);
        }
        Instant readyAt = time(Column.PICKUP_DATE_FROM, zone);
        Instant deadlineAt = time(Column.DELIVERY_DATE_TO, zone);
        String ref = row.text(Column.EXTERNAL_REF);
        return ref == null ? null : order(ref, pickup(readyAt), dropoff(deadlineAt));
    }

    private void check(Column column) {
        String text = row.text(column);
        if (text == null && !OPTIONAL.contains(column)) {
            fault(column, "required", column.header() + " is empty");
        }
        if (text != null && text.length() > LONGEST) {
            fault(column, "wrong_length", "At most %d characters".formatted(LONGEST));
        }
    }

    /** A file has no clock: no telling of an order is newer than another. */
    private static ShopOrder order(String ref, ShopStop pickup, ShopStop dropoff) {
        return new ShopOrder(
                ref, ref, Instant.EPOCH, false, pickup, dropoff, null, null, 1, List.of(), null, null, null);
    }

    private ShopStop pickup(@Nullable Instant readyAt) {
        return new ShopStop(
                row.text(Column.SOURCE_FORENAME),
                null,
                row.text(Column.SOURCE_ADDRESS),
                null,
                row.text(Column.SOURCE_CITY),
                row.text(Column.SOURCE_POSTCODE),
                row.text(Column.SOURCE_COUNTRY),
                null,
                row.text(Column.SOURCE_PHONE),
                null,
                null,
                readyAt,
                null);
    }

    private ShopStop dropoff(@Nullable Instant deadlineAt) {
        return new ShopStop(
                row.text(Column.DESTINATION_FORENAME),
                null,
                row.text(Column.DESTINATION_ADDRESS),
                null,
                row.text(Column.DESTINATION_CITY),
                row.text(Column.DESTINATION_POSTCODE),
                row.text(Column.DESTINATION_COUNTRY),
                null,
                row.text(Column.DESTINATION_PHONE),
                null,
                null,
                null,
                deadlineAt);
    }

    private @Nullable Instant time(Column column, ZoneId zone) {
        String text = row.text(column);
        if (text == null) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.parse(text, TIME);
            if (zone.getRules().getValidOffsets(local).isEmpty()) {
                fault(
                        column,
                        "no_such_time",
                        "The clocks of %s go forward then: there is no such time".formatted(zone));
                return null;
            }
            return local.atZone(zone).toInstant();
        } catch (DateTimeException notATime) {
            fault(column, "wrong_format", "A time is written 2027-01-31T18:30:00, without a zone");
            return null;
        }
    }

    private void fault(Column column, String code, String reason) {
        faults.add(Fault.in(column, code, reason));
    }
}
