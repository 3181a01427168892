package io.orkestro.platform.stack.broker;

import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A broker that somebody else runs, named by {@code ORKESTRO_RABBITMQ_URI}. */
public record NamedBroker(String uri) implements Broker {

    private static final int AMQP_PORT = 5672;
    private static final int CONNECT_MILLIS = 3_000;

    @Override
    public String describe() {
        InetSocketAddress address = address();
        return "RabbitMQ at %s:%d".formatted(address.getHostString(), address.getPort());
    }

    @Override
    public void start() {
        if (!isRunning()) {
            throw new StackFailure(describe() + ", named by ORKESTRO_RABBITMQ_URI, does not answer");
        }
    }

    @Override
    public boolean isRunning() {
        try (Socket socket = new Socket()) {
            socket.connect(address(), CONNECT_MILLIS);
            return true;
        } catch (IOException away) {
            return false;
        }
    }

    @Override
    public void stop() {}

    @Override
    public void kill() {}

    private InetSocketAddress address() {
        URI address = URI.create(uri);
        if (address.getHost() == null) {
            throw new StackFailure(
                    "ORKESTRO_RABBITMQ_URI is no address of a broker; expected amqp://user:password@host:port");
        }
        return new InetSocketAddress(address.getHost(), address.getPort() < 0 ? AMQP_PORT : address.getPort());
    }
}
