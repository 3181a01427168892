package io.orkestro.platform.stack.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether an AMQP 0-9-1 broker answers on a port, and not merely a socket: it replies to the protocol header. */
final class AmqpGreeting {

    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int METHOD_FRAME = 1;

    private AmqpGreeting() {}

    static boolean isAnsweredOn(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(HEADER);
            // connection.start is a method frame; a broker that refuses the version sends its own header, "AMQP…".
            return socket.getInputStream().read() == METHOD_FRAME;
        } catch (IOException notYet) {
            return false;
        }
    }
}
