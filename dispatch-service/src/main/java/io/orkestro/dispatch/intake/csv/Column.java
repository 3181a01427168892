package io.orkestro.dispatch.intake.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The columns of a file of orders, in their order. */
enum Column {
    MERCHANT_ID("Merchant ID"),
    EXTERNAL_REF("ExternalRef", "externalId"),
    SOURCE_FORENAME("SourceForename", "pickup.name"),
    SOURCE_ADDRESS("SourceAddress", "pickup.line1", "pickup.address.line1", "pickup.location"),
    SOURCE_CITY("SourceCity", "pickup.city", "pickup.address.city"),
    SOURCE_POSTCODE("SourcePostcode", "pickup.postcode", "pickup.address.postcode"),
    SOURCE_COUNTRY("SourceCountry", "pickup.country", "pickup.address.country"),
    SOURCE_PHONE("SourcePhone", "pickup.phone"),
    PICKUP_DATE_FROM("PickupDateFrom", "pickup.readyAt"),
    DESTINATION_FORENAME("DestinationForename", "dropoff.name"),
    DESTINATION_ADDRESS("DestinationAddress", "dropoff.line1", "dropoff.address.line1", "dropoff.location"),
    DESTINATION_CITY("DestinationCity", "dropoff.city", "dropoff.address.city"),
    DESTINATION_POSTCODE("DestinationPostcode", "dropoff.postcode", "dropoff.address.postcode"),
    DESTINATION_COUNTRY("DestinationCountry", "dropoff.country", "dropoff.address.country"),
    DESTINATION_PHONE("DestinationPhone", "dropoff.phone"),
    DELIVERY_DATE_TO("DeliveryDateTo", "dropoff.deadlineAt");

    static final List<Column> ALL = List.of(values());
    static final List<String> HEADERS = ALL.stream().map(Column::header).toList();

    private final String header;

    /** What of an order or a delivery is said in it. */
    private final String fields;

    Column(String header, String... fields) {
        this.header = header;
        this.fields = String.join(" ", fields);
    }

    /** As files call it, case and all. */
    String header() {
        return header;
    }

    /** From 0. */
    int index() {
        return ALL.indexOf(this);
    }

    /** Where what is wrong with this field of an order stands; empty where no column says it. */
    static Optional<Column> of(String field) {
        return Arrays.stream(values())
                .filter(column -> List.of(column.fields.split(" ", -1)).contains(field))
                .findFirst();
    }
}
