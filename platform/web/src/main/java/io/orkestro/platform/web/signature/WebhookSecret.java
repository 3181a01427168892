package io.orkestro.platform.web.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver's secret, {@code whsec_} and Base64, and the signatures made with it: {@code v1,} and the Base64 of
 * HMAC-SHA256 over {@code id.timestamp.body} (Standard Webhooks).
 */
public final class WebhookSecret {

    public static final String ID_HEADER = "webhook-id";
    public static final String TIMESTAMP_HEADER = "webhook-timestamp";
    public static final String SIGNATURE_HEADER = "webhook-signature";

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private WebhookSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static WebhookSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    /**
     * @param text as shown to its owner: {@code whsec_} and Base64
     */
    public static WebhookSecret of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A webhook secret starts with " + PREFIX);
        }
        return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    /** As shown once to its owner. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * @param id the message's id, the same on every attempt
     * @param timestamp when this attempt is sent, to the second
     * @param body exactly the bytes that are sent
     */
    public String sign(String id, Instant timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
