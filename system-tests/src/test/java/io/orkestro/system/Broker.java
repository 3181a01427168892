package io.orkestro.system;

import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.testing.TcpProxy;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The broker, and how it goes away: the stack's own one is killed and started again. One that somebody else runs is left
 * alone; the wire to it is cut, and connections are refused until it comes back.
 */
final class Broker implements AutoCloseable {

    private final @Nullable TcpProxy wire;
    private final Map<String, String> environment;
    private @Nullable LocalStack stack;

    private Broker(@Nullable TcpProxy wire, Map<String, String> environment) {
        this.wire = wire;
        this.environment = environment;
    }

    static Broker namedIn(Map<String, String> environment) {
        String named = environment.getOrDefault("ORKESTRO_RABBITMQ_URI", "");
        if (named.isEmpty()) {
            return new Broker(null, Map.of());
        }
        URI uri = URI.create(named);
        TcpProxy wire = TcpProxy.to(uri.getHost(), uri.getPort() < 0 ? 5672 : uri.getPort());
        String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        String throughTheWire =
                "%s://%s127.0.0.1:%d%s".formatted(uri.getScheme(), login, wire.port(), uri.getRawPath());
        return new Broker(wire, Map.of("ORKESTRO_RABBITMQ_URI", throughTheWire));
    }

    /** Where the applications find it. */
    Map<String, String> environment() {
        return environment;
    }

    void isOf(LocalStack theStack) {
        stack = theStack;
    }

    void goAway() {
        if (wire != null) {
            wire.refuse();
        } else if (stack != null) {
            stack.broker().kill();
        }
    }

    void comeBack() {
        if (wire != null) {
            wire.heal();
        } else if (stack != null) {
            stack.broker().start();
        }
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
        }
    }
}
