package io.orkestro.gateway.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.web.token.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTests {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String GOOD = "Bearer ork_retailer_abcdefghijkl_S3cret";

    @Test
    void theRightSecretIsLetIn() {
        assertThat(keysWith(null, null).authenticate(GOOD, NOW)).isNotNull();
        assertThat(keysWith(null, null).authenticate(GOOD.replace("Bearer ", "bearer  "), NOW))
                .isNotNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer ",
                "Bearer ork_",
                "Bearer ork__",
                "Bearer ork_retailer_abcdefghijkl_",
                "Bearer ork_retailer_abcdefghijkl_s3cret",
                "Bearer ork_retailer_abcdefghijkl_S3cret_",
                "Bearer ork_retailer_ABCDEFGHIJKL_S3cret",
                "Bearer xyz_retailer_abcdefghijkl_S3cret",
                "Basic ork_retailer_abcdefghijkl_S3cret",
                "ork_retailer_abcdefghijkl_S3cret",
                "Bearer ork_retailer_abcdefghijkl_S3cret\u00e9"
            })
    void anythingElseIsNot(@Nullable String authorization) {
        assertThat(keysWith(null, null).authenticate(authorization, NOW)).isNull();
    }

    @Test
    void endsAreExact() {
        assertThat(keysWith(NOW, null).authenticate(GOOD, NOW)).isNull();
        assertThat(keysWith(NOW.plusNanos(1), null).authenticate(GOOD, NOW)).isNotNull();
        assertThat(keysWith(null, NOW).authenticate(GOOD, NOW)).isNull();
        assertThat(keysWith(null, NOW.plus(Duration.ofHours(1))).authenticate(GOOD, NOW))
                .isNotNull();
    }

    private static ApiKeys keysWith(@Nullable Instant keyEnd, @Nullable Instant secretEnd) {
        String sha256 = new PresentedKey("abcdefghijkl", "S3cret").secretSha256();
        ApiKey key = new ApiKey(
                "abcdefghijkl",
                Role.RETAILER,
                "ret_acme",
                List.of(new ApiKey.Secret(sha256, secretEnd)),
                keyEnd,
                null,
                null);
        return new ApiKeys(Map.of(key.id(), key));
    }
}
