package io.orkestro.platform.stack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An installation's secrets: random, made once, kept.
 *
 * @param tokenSecret Base64 of 32 bytes; signs the edge's tokens
 * @param internalSecret Base64 of 32 bytes; what any two applications share follows from it
 * @param secretKey Base64 of 32 bytes; seals webhook and courier secrets
 */
public record Secrets(
        String tokenSecret,
        String internalSecret,
        String secretKey,
        String adminPassword,
        String viewerPassword,
        String postgresPassword,
        String brokerPassword,
        String edgeDatabasePassword) {

    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 12;

    static Secrets of(Home home) {
        ObjectNode kept = Json.read(home.secrets(), ObjectNode.class).orElseGet(JsonNodeFactory.instance::objectNode);
        Secrets secrets = keptOrRandom(kept);
        if (kept.size() < Secrets.class.getRecordComponents().length) {
            Json.write(home.secrets(), secrets);
        }
        return secrets;
    }

    /** Nobody's yet. */
    static Secrets random() {
        return keptOrRandom(JsonNodeFactory.instance.objectNode());
    }

    static String randomPassword() {
        return password(new SecureRandom());
    }

    private static Secrets keptOrRandom(ObjectNode kept) {
        SecureRandom random = new SecureRandom();
        return new Secrets(
                kept.path("tokenSecret").asString(key(random)),
                kept.path("internalSecret").asString(key(random)),
                kept.path("secretKey").asString(key(random)),
                kept.path("adminPassword").asString(password(random)),
                kept.path("viewerPassword").asString(password(random)),
                kept.path("postgresPassword").asString(password(random)),
                kept.path("brokerPassword").asString(password(random)),
                kept.path("edgeDatabasePassword").asString(password(random)));
    }

    /** What one backend verifies the edge's tokens with: {@code HMAC-SHA256(secret, audience)}, as in platform-web. */
    String tokenSecretFor(String audience) {
        return derived(tokenSecret, audience);
    }

    /** What two applications alone share, Base64 of 32 bytes. */
    String internalSecretFor(String pair) {
        return derived(internalSecret, pair);
    }

    /** What whoever scrapes figures shows. */
    String metricsToken() {
        return derived(tokenSecret, "metrics");
    }

    private static String derived(String secret, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
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
