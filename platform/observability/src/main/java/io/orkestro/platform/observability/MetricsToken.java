package io.orkestro.platform.observability;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Opens an application's figures to whoever scrapes them: the same secret everywhere, and it opens nothing else. */
public final class MetricsToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    MetricsToken(String token) {
        this.expected = token.isBlank() ? new byte[0] : (SCHEME + token).getBytes(StandardCharsets.UTF_8);
    }

    /** @param authorization the header, null where it was not sent */
    public boolean opens(@Nullable String authorization) {
        return expected.length > 0
                && authorization != null
                && MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
