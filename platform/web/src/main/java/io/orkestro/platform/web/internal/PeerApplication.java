package io.orkestro.platform.web.internal;

import io.orkestro.platform.web.problem.Forbidden;
import java.util.List;

/**
 * The application that calls the inner door. Controllers under {@code /internal} take it as a parameter.
 *
 * @param name its {@code spring.application.name}, as its token says
 */
public record PeerApplication(String name) {

    /** The one through which ops look and act. */
    public static final String CONSOLE = "gateway-console";

    static final String ATTRIBUTE = PeerApplication.class.getName();

    /** Refuses all others with 403. */
    public void require(String... names) {
        if (!List.of(names).contains(name)) {
            throw new Forbidden("This is not for %s.".formatted(name));
        }
    }
}
