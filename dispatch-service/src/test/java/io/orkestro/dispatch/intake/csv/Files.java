package io.orkestro.dispatch.intake.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Files of orders for tests. */
final class Files {

    static final String HEADER =
            "Merchant ID,ExternalRef,SourceForename,SourceAddress,SourceCity,SourcePostcode,SourceCountry,SourcePhone,"
                    + "PickupDateFrom,DestinationForename,DestinationAddress,DestinationCity,DestinationPostcode,"
                    + "DestinationCountry,DestinationPhone,DeliveryDateTo";

    private Files() {}

    /** A row that can be a delivery as soon as somebody comes, with these fields instead: column, text, column, text … */
    static String row(String retailerId, String ref, Object... otherwise) {
        Map<Column, String> fields = new EnumMap<>(Column.class);
        fields.put(Column.MERCHANT_ID, retailerId);
        fields.put(Column.EXTERNAL_REF, ref);
        fields.put(Column.SOURCE_FORENAME, "Ada Obi");
        fields.put(Column.SOURCE_ADDRESS, "14 Redchurch Street");
        fields.put(Column.SOURCE_CITY, "London");
        fields.put(Column.SOURCE_POSTCODE, "E2 7DJ");
        fields.put(Column.SOURCE_COUNTRY, "GB");
        fields.put(Column.DESTINATION_FORENAME, "Grace Lin");
        fields.put(Column.DESTINATION_ADDRESS, "22 Cross Street");
        fields.put(Column.DESTINATION_CITY, "London");
        fields.put(Column.DESTINATION_POSTCODE, "N1 2BG");
        fields.put(Column.DESTINATION_COUNTRY, "United Kingdom");
        fields.put(Column.DESTINATION_PHONE, "07700 900123");
        for (int i = 0; i < otherwise.length; i += 2) {
            fields.put((Column) otherwise[i], (String) otherwise[i + 1]);
        }
        return Arrays.stream(Column.values())
                .map(column -> quoted(fields.getOrDefault(column, "")))
                .collect(Collectors.joining(","));
    }

    static String of(String... rows) {
        return of(Arrays.asList(rows));
    }

    static String of(List<String> rows) {
        List<String> lines = new ArrayList<>(rows);
        lines.addFirst(HEADER);
        return String.join("\r\n", lines) + "\r\n";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String field) {
        return field.matches("(?s).*[,;\"\r\n].*") ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    }
}
