package io.orkestro.platform.web.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with the installation's key (AES-256-GCM), so that rows, messages and backups do not show them, and
 * signs what must come back unchanged (HMAC-SHA256).
 */
public final class SecretBox {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec sealing;
    private final SecretKeySpec signing;
    private final SecureRandom random = new SecureRandom();

    private SecretBox(byte[] key) {
        this.sealing = new SecretKeySpec(hmac(new SecretKeySpec(key, "HmacSHA256"), "seal"), "AES");
        this.signing = new SecretKeySpec(hmac(new SecretKeySpec(key, "HmacSHA256"), "sign"), "HmacSHA256");
    }

    /**
     * @param base64 the installation's key, exactly 32 bytes in standard Base64; the same on every backend
     * @throws IllegalArgumentException where it is something else
     */
    public static SecretBox ofBase64(String base64) {
        byte[] key = Base64.getDecoder().decode(base64);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "ORKESTRO_SECRET_KEY has exactly 32 bytes; this one has %d. Make one with: openssl rand -base64 32"
                            .formatted(key.length));
        }
        return new SecretBox(key);
    }

    public String seal(String secret) {
        return sealBytes(secret.getBytes(StandardCharsets.UTF_8));
    }

    public String sealBytes(byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    /**
     * @throws IllegalArgumentException where it was not sealed with this key, or changed since
     */
    public String open(String sealed) {
        return new String(openBytes(sealed), StandardCharsets.UTF_8);
    }

    /**
     * @throws IllegalArgumentException where it was not sealed with this key, or changed since
     */
    public byte[] openBytes(String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        if (bytes.length <= NONCE_BYTES) {
            throw new IllegalArgumentException("This is not a sealed secret");
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        return crypt(Cipher.DECRYPT_MODE, nonce, rest);
    }

    /** HMAC-SHA256 of the text in URL-safe Base64 without padding; compare in constant time. */
    public String sign(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(signing, text));
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "A secret could not be sealed or opened with this installation's key", e);
        }
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "SecretBox[hidden]";
    }
}
