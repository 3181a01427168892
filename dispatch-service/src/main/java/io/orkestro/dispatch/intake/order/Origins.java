package io.orkestro.dispatch.intake.order;

/** Knows where orders come from, by the connection they came through, as it is now. */
@FunctionalInterface
public interface Origins {

    /**
     * @throws io.orkestro.platform.web.problem.NotFound where the connection is gone
     */
    Origin of(String retailerId, String connectionId);
}
