package io.orkestro.platform.web.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request asks for, as a hash: the same for the same JSON whatever its spacing and the order of its fields,
 * because clients serialise anew when they retry.
 *
 * @param value SHA-256 as 64 hexadecimal digits
 */
public record Fingerprint(String value) {

    /**
     * @param target method, path and query, so that one key on two resources is noticed
     * @param body raw; hashed as it is where it is not JSON
     */
    static Fingerprint of(String target, byte[] body, JsonMapper json) {
        MessageDigest digest = sha256();
        digest.update(target.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(canonical(body, json));
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] canonical(byte[] body, JsonMapper json) {
        if (body.length == 0) {
            return body;
        }
        try {
            StringBuilder text = new StringBuilder(body.length);
            write(json.readTree(body), text);
            return text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (JacksonException e) {
            return body;
        }
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            text.append('{');
            fields.forEach((name, value) -> {
                if (!value.isNull()) {
                    text.append(name.length()).append(':').append(name);
                    write(value, text);
                }
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(item -> {
                write(item, text);
                text.append(',');
            });
            text.append(']');
        } else {
            text.append(node);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
