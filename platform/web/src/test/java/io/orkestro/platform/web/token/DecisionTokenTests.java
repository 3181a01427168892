package io.orkestro.platform.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jwt.SignedJWT;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DecisionTokenTests {

    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final TokenSecret INSTALLATION =
            TokenSecret.ofBase64(Base64.getEncoder().encodeToString(new byte[32]));
    private static final DecisionToken TOKEN = new DecisionToken(
            "key1",
            Role.RETAILER,
            "ret_demo",
            new RoutingKey("demo"),
            Decision.decode("MSMS"),
            NOW.minusSeconds(60),
            7,
            NOW.minusMillis(250));

    @Test
    void theAudienceReadsWhatTheEdgeWrote() {
        String signed = signer("dispatch-service").sign(TOKEN);

        assertThat(verifier("dispatch-service", NOW).verify(signed)).contains(TOKEN);
    }

    /** Otherwise a backend that knows nothing of rehearsals would do what is only to be rehearsed. */
    @Test
    void aRehearsalsTokenIsOfAnIssuerOfItsOwn() throws ParseException {
        DecisionToken rehearsal = new DecisionToken(
                TOKEN.apiKeyId(),
                TOKEN.role(),
                TOKEN.principal(),
                TOKEN.key(),
                TOKEN.decision(),
                TOKEN.decisionChangedAt(),
                TOKEN.tableVersion(),
                TOKEN.tableVerifiedAt(),
                true);

        String signed = signer("dispatch-service").sign(rehearsal);

        assertThat(verifier("dispatch-service", NOW).verify(signed)).contains(rehearsal);
        assertThat(SignedJWT.parse(signed).getJWTClaimsSet().getIssuer()).isNotEqualTo(TokenSigner.ISSUER);
    }

    @Test
    void aTokenForAnotherAudienceIsNothing() {
        String signed = signer("dispatch-service").sign(TOKEN);

        assertThat(verifier("tracking-service", NOW).verify(signed)).isEmpty();
    }

    @Test
    void aTokenLivesForAMinute() {
        String signed = signer("dispatch-service").sign(TOKEN);

        assertThat(verifier("dispatch-service", NOW.plus(Duration.ofSeconds(59)))
                        .verify(signed))
                .isPresent();
        assertThat(verifier("dispatch-service", NOW.plus(TokenSigner.LIFE)).verify(signed))
                .isEmpty();
    }

    @Test
    void aChangedTokenIsNothing() {
        String signed = signer("dispatch-service").sign(TOKEN);
        String[] parts = signed.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String forged = parts[0] + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.replace("RETAILER", "OPS").getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];

        assertThat(verifier("dispatch-service", NOW).verify(forged)).isEmpty();
    }

    @Test
    void anUnsignedTokenIsNothing() {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        String claims = signer("dispatch-service").sign(TOKEN).split("\\.")[1];

        assertThat(verifier("dispatch-service", NOW).verify(header + "." + claims + "."))
                .isEmpty();
        assertThat(verifier("dispatch-service", NOW).verify("nonsense")).isEmpty();
        assertThat(verifier("dispatch-service", NOW).verify("")).isEmpty();
        assertThat(verifier("dispatch-service", NOW).verify(null)).isEmpty();
    }

    @Test
    void aShortSecretIsRefusedWithAWayOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSecret.ofBase64(Base64.getEncoder().encodeToString(new byte[16])))
                .withMessageContaining("openssl rand");
    }

    private static TokenSigner signer(String audience) {
        return new TokenSigner(audience, INSTALLATION.forAudience(audience), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static TokenVerifier verifier(String audience, Instant now) {
        return new TokenVerifier(audience, INSTALLATION.forAudience(audience), Clock.fixed(now, ZoneOffset.UTC));
    }
}
