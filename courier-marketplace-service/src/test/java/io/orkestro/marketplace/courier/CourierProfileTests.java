package io.orkestro.marketplace.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.marketplace.Samples;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.InvalidRequest;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CourierProfileTests {

    private static final String FULL = """
            {
              "key": "pedal",
              "name": "Pedal & Post",
              "vehicles": [{"type": "bike"}, {"type": "moto", "maxWeightGrams": 30000, "speedKmh": 32}],
              "serviceArea": {
                "outline": {
                  "type": "Polygon",
                  "coordinates": [[[-0.2, 51.45], [0, 51.45], [0, 51.55], [-0.2, 51.55], [-0.2, 51.45]]]
                }
              },
              "rateCard": {
                "currency": "GBP", "base": 399, "perKm": 80, "minimum": 450, "surgePercent": 20,
                "distanceBands": [{"upToKm": 5, "perKm": 100}, {"perKm": 60}],
                "weightBands": [{"upToKg": 5, "fee": 0}, {"fee": 150}],
                "times": [{"days": ["saturday", "friday"], "from": "22:00", "to": "04:00", "percent": 50, "fee": 100}]
              },
              "capacity": 40,
              "speedKmh": 16,
              "timezone": "Europe/London",
              "hours": [{"days": ["monday", "monday"], "opensAt": "07:00", "closesAt": "23:00"}]
            }
            """;

    private final JsonMapper json = StrictJson.mapper();

    @Test
    void whatIsSentIsKeptAndShown() {
        CourierProfile profile = request(FULL).profile();
        assertThat(profile.hours())
                .containsExactly(new Hours(List.of(DayOfWeek.MONDAY), LocalTime.of(7, 0), LocalTime.of(23, 0)));
        for (JsonMapper mapper : List.of(json, theDatabases())) {
            assertThat(mapper.readValue(mapper.writeValueAsString(profile), CourierProfile.class))
                    .isEqualTo(profile);
        }

        JsonNode shown = json.valueToTree(CourierResponse.of(SampleCouriers.of(profile)));
        assertThat(shown.at("/serviceArea/radiusMeters").asInt()).isBetween(8_800, 9_000);
        assertThat(shown.at("/serviceArea/center/lat").asDouble()).isEqualTo(51.5);
        assertThat(shown.at("/serviceArea/outline/type").asString()).isEqualTo("Polygon");
        assertThat(shown.at("/rateCard/times/0/days").toString()).isEqualTo("[\"friday\",\"saturday\"]");
        assertThat(shown.at("/rateCard/times/0/from").asString()).isEqualTo("22:00");
        assertThat(shown.at("/hours/0/closesAt").asString()).isEqualTo("23:00");
        assertThat(shown.at("/vehicles/1/speedKmh").asDouble()).isEqualTo(32);
    }

    @Test
    void whatIsNotSentIsNotShown() {
        JsonNode shown = json.valueToTree(CourierResponse.of(
                Samples.courier(Samples.profile(List.of(new Vehicle(VehicleType.VAN, null, null, null))))));
        assertThat(shown.at("/serviceArea").propertyNames()).containsExactlyInAnyOrder("center", "radiusMeters");
        assertThat(shown.at("/rateCard").propertyNames())
                .containsExactlyInAnyOrder("currency", "base", "perKm", "minimum", "freeKm");
        assertThat(shown.has("hours")).isFalse();
    }

    @Test
    void aProfileOfTheDaysBeforeIsReadAsItWas() {
        CourierProfile old = json.readValue("""
                {"name":"Pedal","vehicles":[{"type":"bike"}],
                 "serviceArea":{"center":{"lat":51.5,"lng":-0.1},"radiusMeters":6000},
                 "rateCard":{"currency":"GBP","base":399,"perKm":80},
                 "capacity":4,"speedKmh":16.0,"opensAt":"08:00","closesAt":"22:00","timezone":"Europe/London",
                 "requirements":["photo"]}
                """, CourierProfile.class);
        assertThat(old.isOpenAt(Instant.parse("2026-01-15T08:00:00Z"))).isTrue();
        assertThat(old.isOpenAt(Instant.parse("2026-01-15T23:00:00Z"))).isFalse();
        assertThat(old.price(1_000, 0, Instant.EPOCH).amount()).isEqualTo(479);
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            timezone                          |                  | timezone
            serviceArea/center                | {"lat":51,"lng":0} | serviceArea.radiusMeters
            serviceArea/outline               |                  | serviceArea.center
            rateCard/distanceBands/0/upToKm   |                  | rateCard.distanceBands[0].upToKm
            """)
    void combinationsThatMakeNoCourierAreRefused(String path, @Nullable String value, String field) {
        assertThatThrownBy(() -> request(with(path, value)).profile())
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal ->
                                assertThat(refusal.errors().getFirst().field()).isEqualTo(field));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            rateCard/surgePercent           | 301
            rateCard/surgePercent           | -1
            rateCard/times/0/percent        | -91
            rateCard/times/0/fee            | -1
            rateCard/times/0/from           |
            rateCard/times                  | []
            rateCard/distanceBands/0/perKm  | -1
            rateCard/distanceBands/0/upToKm | 0
            rateCard/weightBands/0/fee      |
            hours                           | []
            hours/0/days                    | []
            hours/0/opensAt                 |
            vehicles/1/speedKmh             | 0.5
            serviceArea/districts           | ["e8"]
            serviceArea/districts           | []
            serviceArea/radiusMeters        | 99
            serviceArea/outline/type        |
            """)
    void fieldsOutOfBoundsAreRefused(String path, @Nullable String value) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();
            assertThat(validator.validate(request(FULL))).isEmpty();
            assertThat(validator.validate(request(with(path, value))))
                    .anySatisfy(violation -> assertThat(violation
                                    .getPropertyPath()
                                    .toString()
                                    .replaceAll("\\[(\\d+)]", "/$1")
                                    .replace('.', '/'))
                            .startsWith(path));
        }
    }

    /** Hibernate's, which knows nothing of how the API writes. */
    private static JsonMapper theDatabases() {
        return JsonMapper.builder().build();
    }

    private RegisterCourierRequest request(String body) {
        return json.readValue(body, RegisterCourierRequest.class);
    }

    /** The full request with another value, or none, at a place. */
    private String with(String path, @Nullable String value) {
        JsonNode body = json.readTree(FULL);
        int last = path.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) (last < 0 ? body : body.at("/" + path.substring(0, last)));
        String name = path.substring(last + 1);
        if (value == null) {
            parent.remove(name);
        } else {
            parent.set(name, json.readTree(value));
        }
        return body.toString();
    }
}
