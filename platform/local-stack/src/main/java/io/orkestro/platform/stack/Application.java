package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.StackFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The applications, in the order in which they start. */
public enum Application {
    //            name            module                         port  database
    MONOLITH("monolith", "legacy-monolith", 2, "monolith"),
    CONSOLE("console", "gateway/console", 1, "gateway"),
    EDGE("edge", "gateway/edge", 0, "gateway"),
    DISPATCH("dispatch", "dispatch-service", 3, "dispatch"),
    MARKETPLACE("marketplace", "courier-marketplace-service", 4, "marketplace"),
    TRACKING("tracking", "tracking-service", 5, "tracking"),
    NOTIFICATION("notification", "notification-service", 6, "notification");

    private final String label;
    private final String module;
    private final int portOffset;
    private final String database;

    Application(String label, String module, int portOffset, String database) {
        this.label = label;
        this.module = module;
        this.portOffset = portOffset;
        this.database = database;
    }

    /** What people call it in commands, logs and settings. */
    public String label() {
        return label;
    }

    /** The Maven module's folder. */
    public String module() {
        return module;
    }

    /** Its artifact, its {@code spring.application.name} and its tokens' audience. */
    public String artifact() {
        return module.replace('/', '-');
    }

    /** Whether a second process of it may serve beside the first: those behind the edge, which knows where both are. */
    public boolean hasTwoPlaces() {
        return this != EDGE && this != CONSOLE;
    }

    int portOffset() {
        return portOffset;
    }

    String database() {
        return database;
    }

    Path jarIn(Path checkout) {
        return checkout.resolve(module).resolve("target").resolve(artifact() + ".jar");
    }

    /** Whether this checkout has anything to run for it. */
    boolean isPartOf(Path checkout) {
        return Files.isDirectory(checkout.resolve(module).resolve("src/main/java")) || Files.exists(jarIn(checkout));
    }

    /** Finds it by any of its names: edge, gateway-edge, gateway/edge, EDGE. */
    public static Application named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(application -> List.of(application.label, application.module, application.artifact())
                        .contains(wanted))
                .findFirst()
                .orElseThrow(() -> new StackFailure("There is no application %s. There are: %s"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(Application::label).collect(Collectors.joining(", ")))));
    }
}
