package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.Progress;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a stack is made of.
 *
 * @param checkout the project's folder, with built jars
 * @param environment what the stack itself reads ({@code ORKESTRO_POSTGRES_URL}, {@code ORKESTRO_PORT_BASE} …), and
 *     the applications' too
 * @param ports null: from the environment, else as last time, else 8080 and following
 */
record StackOptions(
        Path checkout,
        Home home,
        Map<String, String> environment,
        @org.jspecify.annotations.Nullable Ports ports,
        Progress progress) {

    StackOptions {
        checkout = checkout.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    String get(String variable) {
        return environment.getOrDefault(variable, "").strip();
    }

    boolean has(String variable) {
        return !get(variable).isEmpty();
    }
}
