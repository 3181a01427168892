package io.orkestro.gateway.edge.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An API key as a client presents it: {@code ork_<role>_<id>_<secret>}. The role in the text is for people; what the key
 * may do is looked up.
 */
record PresentedKey(String id, String secret) {

    private static final String SCHEME = "Bearer ";
    private static final String BRAND = "ork_";
    private static final int LONGEST = 200;

    static @Nullable PresentedKey parse(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() > LONGEST
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String key = authorization.substring(SCHEME.length()).strip();
        int secret = key.lastIndexOf('_');
        int id = key.lastIndexOf('_', secret - 1);
        if (!key.startsWith(BRAND) || id < BRAND.length()) {
            return null;
        }
        return new PresentedKey(key.substring(id + 1, secret), key.substring(secret + 1));
    }

    String secretSha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** Takes the same time wherever the two differ. */
    static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
    }

    @Override
    public String toString() {
        return "PresentedKey[" + id + "]";
    }
}
