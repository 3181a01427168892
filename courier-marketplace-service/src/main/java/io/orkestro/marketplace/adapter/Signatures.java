package io.orkestro.marketplace.adapter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tells what a courier sent from what anyone might. Comparing takes as long for any value of one length. */
public final class Signatures {

    private Signatures() {}

    /**
     * @param signature hexadecimal HMAC-SHA256 of the body; null is wrong
     * @param key null or empty, and nothing is right
     */
    public static boolean isHmacSha256(@Nullable String signature, byte[] body, @Nullable String key) {
        if (signature == null || key == null || key.isEmpty()) {
            return false;
        }
        return MessageDigest.isEqual(
                hmacSha256(body, key).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param given null is wrong
     * @param expected null or empty, and nothing is right
     */
    public static boolean isSame(@Nullable String given, @Nullable String expected) {
        return given != null
                && expected != null
                && !expected.isEmpty()
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String hmacSha256(byte[] body, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
