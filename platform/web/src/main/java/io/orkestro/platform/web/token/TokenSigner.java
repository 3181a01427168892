package io.orkestro.platform.web.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Signs tokens for one audience: a JWT, HS256, that lives for {@link #LIFE}. */
public final class TokenSigner {

    /** From signing to refusal; short, because a token cannot be called back. */
    public static final Duration LIFE = Duration.ofSeconds(60);

    static final String ISSUER = "orkestro-edge";

    /** Of rehearsals: a backend from before there were any believes no such issuer, where it would have ignored a claim. */
    static final String REHEARSING = "orkestro-edge-rehearsing";

    private final String audience;
    private final MACSigner signer;
    private final Clock clock;

    public TokenSigner(String audience, TokenSecret secret, Clock clock) {
        this.audience = audience;
        this.clock = clock;
        try {
            this.signer = new MACSigner(secret.bytes());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The token secret for " + audience + " cannot sign HS256", e);
        }
    }

    public String sign(DecisionToken token) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(token.rehearsal() ? REHEARSING : ISSUER)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .subject(token.apiKeyId())
                .claim("role", token.role().name())
                .claim("prn", token.principal())
                .claim("key", token.key().value())
                .claim("dec", token.decision().encoded())
                .claim("dca", token.decisionChangedAt().toEpochMilli())
                .claim("tbl", token.tableVersion())
                .claim("tva", token.tableVerifiedAt().toEpochMilli())
                .build();
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A decision token could not be signed", e);
        }
    }
}
