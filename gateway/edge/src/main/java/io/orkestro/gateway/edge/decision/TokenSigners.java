package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** One signer per backend, each with a secret derived for that audience alone. */
@Component
final class TokenSigners {

    private final Map<Backend, TokenSigner> signers = new EnumMap<>(Backend.class);

    TokenSigners(TokenProperties properties, Clock clock) {
        TokenSecret installation = TokenSecret.ofBase64(properties.tokenSecret());
        for (Backend backend : Backend.values()) {
            if (backend.takesToken()) {
                signers.put(
                        backend,
                        new TokenSigner(backend.audience(), installation.forAudience(backend.audience()), clock));
            }
        }
    }

    String sign(Backend backend, DecisionToken content) {
        return Objects.requireNonNull(signers.get(backend)).sign(content);
    }
}
