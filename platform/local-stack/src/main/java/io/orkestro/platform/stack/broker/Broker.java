package io.orkestro.platform.stack.broker;

import io.orkestro.platform.stack.Server;

/** The stack's message broker. */
public interface Broker extends Server {

    /** {@code amqp://user:password@host:port} */
    String uri();
}
