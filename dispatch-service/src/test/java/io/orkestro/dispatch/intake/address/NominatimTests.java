package io.orkestro.dispatch.intake.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.dispatch.intake.address.Geocoder.GeocoderAway;
import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NominatimTests {

    private static final Address ADDRESS =
            new Address("14 Redchurch Street & Sons", "Flat 3", "London", "E2 7DJ", "GB");

    private final KnowsAddresses service = new KnowsAddresses(_ -> KnowsAddresses.HOUSE);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void anAddressIsAskedForInItsParts() {
        assertThat(nominatim(Duration.ZERO).locate(ADDRESS)).contains(new Location(51.5245, -0.0773));

        assertThat(service.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/search");
            assertThat(asked.userAgent()).isEqualTo("Tests/1");
            assertThat(asked.parameters())
                    .containsEntry("street", "14 Redchurch Street & Sons")
                    .containsEntry("city", "London")
                    .containsEntry("postalcode", "E2 7DJ")
                    .containsEntry("country", "GB")
                    .containsEntry("format", "jsonv2")
                    .containsEntry("limit", "1")
                    .hasSize(6);
        });
    }

    @ParameterizedTest
    @CsvSource({"30, true", "26, true", "25, false", "21, false", "16, false", "4, false"})
    void onlyWhatIsKnownToTheStreetCounts(int rank, boolean counts) {
        service.answers(KnowsAddresses.HOUSE.replace("30", Integer.toString(rank)));

        assertThat(nominatim(Duration.ZERO).locate(ADDRESS).isPresent()).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{}]",
                "[{\"place_rank\":30}]",
                "[{\"lat\":\"\",\"lon\":\"\",\"place_rank\":30}]",
                "[{\"lat\":\"91\",\"lon\":\"0\",\"place_rank\":30}]"
            })
    void nobodyKnows(String body) {
        service.answers(body);

        assertThat(nominatim(Duration.ZERO).locate(ADDRESS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":\"busy\"}", "<html>", "", "null", "[{\"lat\":"})
    void whatIsNoAnswerIsAskedForLater(String body) {
        service.answers(body);

        assertThatThrownBy(() -> nominatim(Duration.ZERO).locate(ADDRESS)).isInstanceOf(GeocoderAway.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 403, 429, 500, 503})
    void oneThatRefusesIsAway(int status) {
        service.answersWith(status);

        assertThatThrownBy(() -> nominatim(Duration.ZERO).locate(ADDRESS))
                .isInstanceOf(GeocoderAway.class)
                .hasMessageContaining(Integer.toString(status));
    }

    @Test
    void oneThatHangsIsAway() {
        service.hangs();

        assertThatThrownBy(() -> nominatim(Duration.ZERO).locate(ADDRESS))
                .isInstanceOf(GeocoderAway.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void oneThatIsNotThereIsAway() {
        Nominatim nominatim = nominatim(Duration.ZERO);
        service.close();

        assertThatThrownBy(() -> nominatim.locate(ADDRESS)).isInstanceOf(GeocoderAway.class);
    }

    @Test
    void thereIsAPauseBetweenQuestions() {
        Nominatim nominatim = nominatim(Duration.ofMillis(200));
        for (int i = 0; i < 3; i++) {
            nominatim.locate(ADDRESS);
        }

        List<Long> times =
                service.asked().stream().map(KnowsAddresses.Asked::at).toList();
        for (int i = 1; i < 3; i++) {
            assertThat(TimeUnit.NANOSECONDS.toMillis(times.get(i) - times.get(i - 1)))
                    .isGreaterThanOrEqualTo(200);
        }
    }

    private Nominatim nominatim(Duration pause) {
        return new Nominatim(service.properties(pause));
    }
}
