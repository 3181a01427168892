package io.orkestro.marketplace.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Draws the smallest pictures that are still PNG: a parcel at a door, a signature. */
final class TinyPicture {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int WIDTH = 48;
    private static final int HEIGHT = 32;

    private TinyPicture() {}

    static byte[] parcel() {
        return png((x, y) -> x > 12 && x < 36 && y > 12 && (x - 24) * (x - 24) > 2 ? 0x60 : 0xe8);
    }

    static byte[] signature() {
        return png((x, y) -> Math.abs(y - 16 - Math.round(9 * Math.sin(x / 3.0) * (48 - x) / 48)) < 2 ? 0x10 : 0xff);
    }

    /** How bright a point is, 0 to 255. */
    private interface Shade {
        int at(int x, int y);
    }

    private static byte[] png(Shade shade) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT);
        header.put((byte) 8); // bits a sample; the rest zero: grey, no interlacing
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        png.writeBytes(chunk("IHDR", header.array()));
        png.writeBytes(chunk("IDAT", deflated(rows(shade))));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] rows(Shade shade) {
        ByteBuffer rows = ByteBuffer.allocate(HEIGHT * (WIDTH + 1));
        for (int y = 0; y < HEIGHT; y++) {
            rows.put((byte) 0); // this row is not filtered
            for (int x = 0; x < WIDTH; x++) {
                rows.put((byte) shade.at(x, y));
            }
        }
        return rows.array();
    }

    private static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1_024];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
