package io.orkestro.platform.web.internal;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.server.PathContainer;

/**
 * A port of its own with a few threads of its own, so that neither the public nor a peer can take the other's place.
 * {@code /internal} answers there and nowhere else, and nothing else answers there.
 */
public final class InternalDoor implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int THREADS = 16;
    private static final int KEEP_ALIVE_MILLIS = 60_000;

    private static final ThreadLocal<Boolean> ENTERED = new ThreadLocal<>();

    private final int port;
    private @Nullable Connector connector;

    /** @param port 0 for any free one */
    InternalDoor(int port) {
        this.port = port;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        Connector inner = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
        inner.setPort(port);
        if (inner.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setMaxThreads(THREADS);
            protocol.setMinSpareThreads(2);
            protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
        }
        inner.setProperty("maxKeepAliveRequests", "-1");
        factory.addAdditionalConnectors(inner);
        connector = inner;
    }

    /** The port it listens on; -1 before it does. */
    public int port() {
        return connector == null ? -1 : connector.getLocalPort();
    }

    /** Whether it came in here; the socket says so, not a header. */
    boolean isWhere(HttpServletRequest request) {
        return connector != null && request.getLocalPort() == connector.getLocalPort();
    }

    /** Whether the present thread serves somebody who came in here. */
    static boolean isEntered() {
        return ENTERED.get() != null;
    }

    static void enter() {
        ENTERED.set(true);
    }

    static void leave() {
        ENTERED.remove();
    }

    /** Whether it asks for something inside; looks at the path as the dispatcher does, decoded. */
    static boolean isWanted(HttpServletRequest request) {
        return PathContainer.parsePath(request.getRequestURI()).elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .findFirst()
                .map(PathContainer.PathSegment.class::cast)
                .filter(segment -> segment.valueToMatch().equals("internal"))
                .isPresent();
    }
}
