package io.orkestro.platform.observability;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;

/** What Actuator serves, read as the dispatchers read it: decoded. */
public final class ActuatorPaths {

    private static final String ROOT = "actuator";
    private static final String OPEN = "health";

    private ActuatorPaths() {}

    public static boolean isOne(PathContainer path) {
        return ROOT.equals(segment(path, 0));
    }

    /** Whether it is one and not health, which everybody may see. */
    public static boolean isGuarded(PathContainer path) {
        return isOne(path) && !OPEN.equals(segment(path, 1));
    }

    private static @Nullable String segment(PathContainer path, int number) {
        int seen = 0;
        for (PathContainer.Element element : path.elements()) {
            if (element instanceof PathSegment segment && seen++ == number) {
                return segment.valueToMatch();
            }
        }
        return null;
    }
}
