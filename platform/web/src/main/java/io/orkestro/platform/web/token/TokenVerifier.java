package io.orkestro.platform.web.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads tokens made for one audience; everything that is not exactly one of those is nothing. */
public final class TokenVerifier {

    private final String audience;
    private final MACVerifier verifier;
    private final Clock clock;

    public TokenVerifier(String audience, TokenSecret secret, Clock clock) {
        this.audience = audience;
        this.clock = clock;
        try {
            this.verifier = new MACVerifier(secret.bytes());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The token secret for " + audience + " cannot verify HS256", e);
        }
    }

    /** The token's content, or empty: missing, malformed, of another algorithm, audience or signer, or expired. */
    public Optional<DecisionToken> verify(@Nullable String serialized) {
        if (serialized == null || serialized.isEmpty()) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(serialized);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            return isForUsAndLive(claims) ? Optional.of(read(claims)) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private boolean isForUsAndLive(JWTClaimsSet claims) {
        return (TokenSigner.ISSUER.equals(claims.getIssuer()) || isRehearsal(claims))
                && claims.getAudience().contains(audience)
                && claims.getExpirationTime() != null
                && clock.instant().isBefore(claims.getExpirationTime().toInstant());
    }

    private static boolean isRehearsal(JWTClaimsSet claims) {
        return TokenSigner.REHEARSING.equals(claims.getIssuer());
    }

    private static DecisionToken read(JWTClaimsSet claims) throws ParseException {
        return new DecisionToken(
                Objects.requireNonNull(claims.getSubject()),
                Role.valueOf(claims.getStringClaim("role")),
                claims.getStringClaim("prn"),
                new RoutingKey(claims.getStringClaim("key")),
                Decision.decode(claims.getStringClaim("dec")),
                Instant.ofEpochMilli(claims.getLongClaim("dca")),
                claims.getLongClaim("tbl"),
                Instant.ofEpochMilli(claims.getLongClaim("tva")),
                isRehearsal(claims));
    }
}
