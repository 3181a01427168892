package io.orkestro.gateway.console.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * An API key as its holder gets it, once: {@code ork_<role>_<public id>_<secret>}.
 *
 * @param id 12 lower-case letters and digits
 * @param secret 40 characters of base 62, about 238 bits
 */
record KeyText(KeyRole role, String id, String secret) {

    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 40;
    private static final String LOWER = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String BASE_62 = LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyText random(KeyRole role) {
        return withNewSecret(role, random(LOWER, ID_LENGTH));
    }

    static KeyText withNewSecret(KeyRole role, String id) {
        return new KeyText(role, id, random(BASE_62, SECRET_LENGTH));
    }

    /** The whole key. */
    String text() {
        return "ork_" + role.slug() + "_" + id + "_" + secret;
    }

    /** What is kept: a slow hash would add nothing to a secret that cannot be guessed. */
    String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "KeyText[" + id + "]";
    }

    private static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
