package io.orkestro.platform.web.id;

import io.orkestro.platform.routing.RoutingKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Makes public ids, {@code <prefix>_<key>_<rest>}: three letters for the kind, the owner's routing key, and 128 bits in
 * 26 lower-case letters and digits. Derived where the client gave a handle, so that the same create meets the same id on
 * either side of a capability; random elsewhere.
 */
public final class Ids {

    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int BYTES = 16;
    private static final Pattern PREFIX = Pattern.compile("[a-z]{3}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** An id nobody can guess. */
    public static String random(String prefix, RoutingKey key) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return make(prefix, key, bytes);
    }

    /**
     * The same id for the same parts, wherever it is made.
     *
     * @param parts what tells this thing from all others of its kind and owner; their boundaries count
     */
    public static String derived(String prefix, RoutingKey key, String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((prefix + "/" + key.value()).getBytes(StandardCharsets.UTF_8));
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(("/" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return make(prefix, key, Arrays.copyOf(digest.digest(), BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static String make(String prefix, RoutingKey key, byte[] bytes) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("An id's prefix is three lower-case letters, not \"" + prefix + "\"");
        }
        return prefix + "_" + key.value() + "_" + base32(bytes);
    }

    /** RFC 4648 base 32, lower case, without padding. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = (held << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET[(held >> bits) & 31]);
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET[(held << (5 - bits)) & 31]);
        }
        return text.toString();
    }
}
