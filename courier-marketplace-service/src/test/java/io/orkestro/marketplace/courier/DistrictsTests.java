package io.orkestro.marketplace.courier;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.place.Address;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistrictsTests {

    @ParameterizedTest(name = "{1} {2} in {0}: {3}")
    @CsvSource(textBlock = """
            E8;EC1A, GB, E8 1AA,   true
            E8;EC1A, GB, e8 1aa,   true
            E8;EC1A, GB, E81AA,    true
            E8;EC1A, GB, ' E8  1AA ', true
            E8;EC1A, GB, E8,       true
            E8;EC1A, GB, E81 1AA,  false
            E8;EC1A, GB, E9 8AA,   false
            E8;EC1A, GB, SE8 1AA,  false
            E8;EC1A, GB, EC1A 1BB, true
            E8;EC1A, GB, EC1V 1BB, false
            # a district holds its subdistricts, and no other of a longer number
            EC1,     GB, EC1A 1BB, true
            W1,      GB, W1T 4AA,  true
            W1,      GB, W10 4AA,  false
            W1,      GB, W1 4AA,   true
            # E1 1AA and E11 AA are one once the space is gone
            E1,      GB, E11AA,    true
            E11,     GB, E11AA,    false
            # an area is no district, and what is no postcode is nowhere
            E,       GB, E8 1AA,   false
            E8,      GB, E8 WHAT,  false
            JE2,     JE, JE2 3AB,  true
            # elsewhere: what it begins with
            201,     IT, 20121,    true
            201,     IT, 20200,    false
            D02,     IE, D02 X285, true
            1012,    NL, 1012 AB,  true
            00,      PL, 00-950,   true
            00950,   PL, 00-950,   true
            """)
    void areReadAsTheCountryWritesThem(String districts, String country, String postcode, boolean within) {
        Address address = new Address("1 Mare Street", null, "London", postcode, country);
        assertThat(new Districts(List.of(districts.split(";"))).include(address))
                .isEqualTo(within);
    }
}
