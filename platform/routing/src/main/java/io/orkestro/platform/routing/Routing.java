package io.orkestro.platform.routing;

/** The routing table as it is now, for a step that no request began: one that a timer or a message begins. */
@FunctionalInterface
public interface Routing {

    Decision decide(RoutingKey key);
}
