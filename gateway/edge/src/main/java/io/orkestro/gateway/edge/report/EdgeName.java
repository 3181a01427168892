package io.orkestro.gateway.edge.report;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Tells the rows of several edges apart. */
final class EdgeName {

    private EdgeName() {}

    /** The name that was set, else host and port; a port that is not known before the start says nothing, so it is random. */
    static String of(String set, int port) {
        if (!set.isBlank()) {
            return set.strip();
        }
        return host() + ":" + (port > 0 ? Integer.toString(port) : random());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "edge-" + random();
        }
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}
