package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
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

    /** How many edges there are, by {@code ORKESTRO_EDGES}. */
    int edges() {
        return switch (get("ORKESTRO_EDGES")) {
            case "", "1" -> 1;
            case "2" -> 2;
            case "3" -> 3;
            case "4" -> Instance.MOST_EDGES;
            default ->
                throw new StackFailure(
                        "ORKESTRO_EDGES=%s; expected 1 to %d".formatted(get("ORKESTRO_EDGES"), Instance.MOST_EDGES));
        };
    }

    /**
     * What an application's processes run from, a folder for each build; in the home, or in {@code ORKESTRO_PROGRAMS}, which
     * stacks may share.
     */
    Path programs(Application application) {
        Path all = has("ORKESTRO_PROGRAMS") ? Path.of(get("ORKESTRO_PROGRAMS")) : home.programs();
        return all.toAbsolutePath().resolve(application.label());
    }

    /** Unless {@code ORKESTRO_AOT=off}. */
    boolean wantsAot() {
        return !get("ORKESTRO_AOT").equals("off");
    }

    boolean has(String variable) {
        return !get(variable).isEmpty();
    }
}
