package io.orkestro.monolith.dispatch.delivery;

/** Texts of others, as far as there is room for them in a delivery that may have many. */
final class ShortText {

    private static final String CUT = "\u2026";
    private static final int BYTES_OF_CUT = 3;

    private ShortText() {}

    /**
     * The text, cut where it takes more bytes in JSON.
     *
     * @param bytes at least 3
     */
    static String of(String text, int bytes) {
        int taken = 0;
        int end = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            taken += bytesOf(text.codePointAt(at));
            if (taken > bytes) {
                return text.substring(0, end) + CUT;
            }
            if (taken <= bytes - BYTES_OF_CUT) {
                end = at + Character.charCount(text.codePointAt(at));
            }
        }
        return text;
    }

    private static int bytesOf(int letter) {
        if (letter < 0x20) {
            return 6;
        }
        if (letter == '"' || letter == '\\') {
            return 2;
        }
        if (letter < 0x80) {
            return 1;
        }
        if (letter < 0x800) {
            return 2;
        }
        return letter < 0x10000 ? 3 : 4;
    }
}
