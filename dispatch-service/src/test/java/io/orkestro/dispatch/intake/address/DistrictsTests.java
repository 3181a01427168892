package io.orkestro.dispatch.intake.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistrictsTests {

    private final Districts districts = new Districts();

    @ParameterizedTest
    @CsvSource({
        "E2 7DJ, 51.5245, -0.0773",
        "e27dj, 51.5245, -0.0773",
        "N1 2BG, 51.5420, -0.1010",
        "N17 0AP, 51.6043, -0.0665",
        "EC1A 1BB, 51.5200, -0.0970",
        "SW1A 1AA, 51.5010, -0.1416",
        "W1J 9LL, 51.5070, -0.1470",
        "WC2N 5DU, 51.5080, -0.1280",
        "SE10 9NF, 51.4826, -0.0077",
        "E20, 51.5433, -0.0132"
    })
    void aLondonAddressIsNearTheMiddleOfItsDistrict(String postcode, double lat, double lng) {
        assertThat(districts.locate(in(postcode, "GB")))
                .hasValueSatisfying(point ->
                        assertThat(point.metersTo(new Location(lat, lng))).isLessThan(1_500));
    }

    @ParameterizedTest
    @CsvSource({"ZZ99 9ZZ, GB", "M1 1AE, GB", "E2 7DJ, FR", "10115, GB", "E, GB", "E2 7DJ 7DJ, GB", "EC1 1AA, GB"})
    void anywhereElseIsUnknown(String postcode, String country) {
        assertThat(districts.locate(in(postcode, country))).isEmpty();
    }

    @Test
    void thereIsNoDistrictFarFromLondon() {
        Location charingCross = new Location(51.5073, -0.1276);

        for (String postcode : new String[] {"E4", "N21", "NW7", "SE2", "SW20", "W7", "SE25"}) {
            assertThat(districts.locate(in(postcode, "GB")).orElseThrow().metersTo(charingCross))
                    .isBetween(8_000.0, 22_000.0);
        }
    }

    private static Address in(String postcode, String country) {
        return new Address("14 Redchurch Street", null, "London", postcode, country);
    }
}
