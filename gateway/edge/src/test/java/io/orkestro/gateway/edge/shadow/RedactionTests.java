package io.orkestro.gateway.edge.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RedactionTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status                | \"picked_up\"                | picked_up",
                "fee/amount            | 599                          | 599",
                "fee/currency          | \"GBP\"                      | GBP",
                "eligible              | true                         | true",
                "id                    | \"dlv_acme_0123\"            | dlv_acme_0123",
                "createdAt             | \"2026-11-23T12:00:00.123Z\" | 2026-11-23T12:00:00.123Z",
                "x                     | null                         | absent",
                "x                     | [1,2,3]                      | array(3)",
                "x                     | {\"a\":1}                    | object",
                "dropoff/name          | \"ann\"                      | text(3)",
                "dropoff/phone         | \"+447700900123\"            | text(13)",
                "dropoff/email         | \"ann@example.com\"          | text(15)",
                "dropoff/address/line1 | \"1 High Street\"            | text(13)",
                "dropoff/address/city  | \"london\"                   | text(6)",
                "dropoff/location/lat  | 51.5                         | number",
                "lastPosition/lng      | -0.1                         | number",
                "courier/driverName    | \"sam\"                      | text(3)",
                "instructions          | \"ring twice\"               | text(10)",
                "metadata/anything     | \"pending\"                  | text(7)",
                "metadata/count        | 5                            | number",
                "metadata/vip          | true                         | boolean",
                "data/0/value          | \"1234\"                     | text(4)",
                "trackingCode          | \"trk_acme_secret\"          | text(15)",
                "secret                | \"whs_acme_secret\"          | text(15)",
                "externalId            | \"ann\"                      | text(3)",
                "unknownField          | \"Ann lives here\"           | text(14)",
                "unknownField          | \"Ann\"                      | text(3)",
                "unknownField          | \"07700900123\"              | text(11)",
                "unknownField          | \"a@b.example\"              | text(11)",
                "opt/address           | \"+447700900123\"            | text(13)",
            })
    void onlyWhatCanBeNobodysIsShown(String path, String json, String shown) {
        assertThat(Redaction.value(place(path), JsonMapper.builder().build().readTree(json)))
                .isEqualTo(shown);
    }

    @Test
    void whatClientsNameThemselvesIsNotInAPointer() {
        assertThat(Redaction.pointer(place("metadata/ann@example.com/x"))).isEqualTo("/metadata");
        assertThat(Redaction.pointer(place("pickup/ann@example.com"))).isEqualTo("/pickup/?");
        assertThat(Redaction.pointer(place("data/3/fee/amount"))).isEqualTo("/data/3/fee/amount");
        assertThat(Redaction.pointer(Place.ROOT)).isEqualTo("/");
    }

    private static Place place(String path) {
        Place place = Place.ROOT;
        for (String name : path.split("/")) {
            place = place.of(name);
        }
        return place;
    }
}
