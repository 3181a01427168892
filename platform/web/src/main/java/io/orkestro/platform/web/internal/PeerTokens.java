package io.orkestro.platform.web.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.orkestro.platform.web.token.TokenSecret;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What two applications show each other: a JWT, HS256 with the pair's secret, that lives for {@link #LIFE}. */
final class PeerTokens {

    static final Duration LIFE = Duration.ofSeconds(30);

    private static final String DOOR = ".internal";

    private final String self;
    private final Map<String, byte[]> secrets;
    private final Clock clock;

    /** @param secrets Base64, by peer */
    PeerTokens(String self, Map<String, String> secrets, Clock clock) {
        this.self = self;
        this.clock = clock;
        this.secrets = new HashMap<>();
        secrets.forEach((peer, secret) -> this.secrets.put(
                peer, Base64.getDecoder().decode(TokenSecret.ofBase64(secret).toBase64())));
    }

    boolean knows(String peer) {
        return secrets.containsKey(peer);
    }

    /** For a call to a peer. */
    String sign(String peer) {
        byte[] secret = secrets.get(peer);
        if (secret == null) {
            throw new IllegalArgumentException("No secret is shared with " + peer);
        }
        Instant now = clock.instant();
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .issuer(self)
                            .audience(peer + DOOR)
                            .expirationTime(Date.from(now.plus(LIFE)))
                            .build());
            jwt.sign(new MACSigner(secret));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A token for " + peer + " could not be signed", e);
        }
    }

    /** Who calls, or empty: missing, malformed, of a stranger, for somebody else, or expired. */
    Optional<String> verify(@Nullable String serialized) {
        if (serialized == null || serialized.isEmpty()) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(serialized);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String peer = claims.getIssuer();
            byte[] secret = peer == null ? null : secrets.get(peer);
            boolean believed = secret != null
                    && JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
                    && jwt.verify(new MACVerifier(secret))
                    && claims.getAudience().contains(self + DOOR)
                    && claims.getExpirationTime() != null
                    && clock.instant().isBefore(claims.getExpirationTime().toInstant());
            return believed ? Optional.of(peer) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
