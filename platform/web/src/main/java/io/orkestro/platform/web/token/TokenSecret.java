package io.orkestro.platform.web.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that signs tokens for one audience, so that one backend's key forges nothing for another. */
public final class TokenSecret {

    static final int MINIMUM_BYTES = 32;

    private final byte[] bytes;

    private TokenSecret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /**
     * @param base64 at least 32 random bytes, standard Base64
     * @throws IllegalArgumentException where it is shorter or not Base64
     */
    public static TokenSecret ofBase64(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length < MINIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "A token secret has at least 32 bytes; this one has %d. Make one with: openssl rand -base64 32"
                            .formatted(bytes.length));
        }
        return new TokenSecret(bytes);
    }

    /** This installation's secret for one audience: {@code HMAC-SHA256(secret, audience)}. */
    public TokenSecret forAudience(String audience) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return new TokenSecret(mac.doFinal(audience.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "TokenSecret[hidden]";
    }
}
