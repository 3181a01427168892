package io.orkestro.platform.stack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An installation's secrets: random, made once, kept.
 *
 * @param tokenSecret Base64 of 32 bytes; signs the edge's tokens
 * @param secretKey Base64 of 32 bytes; seals webhook and courier secrets
 */
public record Secrets(
        String tokenSecret, String secretKey, String adminPassword, String postgresPassword, String brokerPassword) {

    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 12;

    static Secrets of(Home home) {
        return Json.read(home.secrets(), Secrets.class).orElseGet(() -> {
            Secrets fresh = random();
            Json.write(home.secrets(), fresh);
            return fresh;
        });
    }

    private static Secrets random() {
        SecureRandom random = new SecureRandom();
        return new Secrets(key(random), key(random), password(random), password(random), password(random));
    }

    /** What one backend verifies the edge's tokens with: {@code HMAC-SHA256(secret, audience)}, as in platform-web. */
    String tokenSecretFor(String audience) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(tokenSecret), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(audience.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    private static String key(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
