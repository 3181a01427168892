package io.orkestro.gateway.edge.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.gateway.edge.access.Client;
import io.orkestro.platform.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;

class RoutingKeysTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/v1/deliveries,                                    ret_acme,  acme",
                "/v1/deliveries/dlv_other_1,                        ret_acme,  other",
                "/v1/deliveries/dlv%5Fother%5F1,                    ret_acme,  other",
                "/v1/couriers/crr_bikes/bookings/bkg_bikes_1,       ret_acme,  bikes",
                "/v1/couriers,                                      -,         platform",
                "/v1/opt-outs/a_b@x.example,                        ret_acme,  acme",
                "/v1/deliveries/dlv_UPPER_1,                        ret_acme,  acme",
                "/track/trk_acme_3fk2,                              -,         acme",
                "/track/nothing,                                    -,         platform"
            })
    void theFirstIdInThePathSaysWhose(String path, @Nullable String principal, String key) {
        Client client = new Client("k", Role.OPS, principal);

        assertThat(RoutingKeys.of(PathContainer.parsePath(path), client).value())
                .isEqualTo(key);
    }
}
