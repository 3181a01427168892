package io.orkestro.dispatch.intake.shop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA256 as shops use it. Comparing takes as long for any signature, and all secrets are tried. */
public final class Signatures {

    private Signatures() {}

    /** @param signature in Base64; null is wrong */
    public static boolean isBase64(@Nullable String signature, List<String> secrets, byte[]... signed) {
        return isOneOf(signature, secrets, mac -> Base64.getEncoder().encodeToString(mac), signed);
    }

    /** @param signature hexadecimal; null is wrong */
    public static boolean isHex(@Nullable String signature, List<String> secrets, byte[]... signed) {
        String lower = signature == null ? null : signature.toLowerCase(Locale.ROOT);
        return isOneOf(lower, secrets, mac -> HexFormat.of().formatHex(mac), signed);
    }

    /** SHA-256 of a body, for events that have no id of their own. */
    public static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private interface Writing {

        String write(byte[] mac);
    }

    private static boolean isOneOf(
            @Nullable String signature, List<String> secrets, Writing writing, byte[]... signed) {
        if (signature == null) {
            return false;
        }
        byte[] given = signature.strip().getBytes(StandardCharsets.UTF_8);
        boolean right = false;
        for (String secret : secrets) {
            byte[] expected = writing.write(hmac(secret, signed)).getBytes(StandardCharsets.US_ASCII);
            right |= MessageDigest.isEqual(expected, given);
        }
        return right;
    }

    private static byte[] hmac(String secret, byte[]... signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (byte[] part : signed) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
