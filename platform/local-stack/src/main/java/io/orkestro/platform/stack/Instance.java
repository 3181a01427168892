package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.StackFailure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One process of an application.
 *
 * @param number from 1; only the edge has more than one, as it has wherever it may not be away
 */
public record Instance(Application application, int number) {

    static final int MOST_EDGES = 4;

    public static Instance first(Application application) {
        return new Instance(application, 1);
    }

    public static Instance edge(int number) {
        if (number < 1 || number > MOST_EDGES) {
            throw new StackFailure("There is no edge %d; there are 1 to %d".formatted(number, MOST_EDGES));
        }
        return new Instance(Application.EDGE, number);
    }

    /** Of one application, {@code edges} of them where it is the edge. */
    static Stream<Instance> of(Application application, int edges) {
        return application == Application.EDGE
                ? IntStream.rangeClosed(1, edges).mapToObj(Instance::edge)
                : Stream.of(first(application));
    }

    /** All that a stack may have, in the order in which they start. */
    static List<Instance> all() {
        return Arrays.stream(Application.values())
                .flatMap(application -> of(application, MOST_EDGES))
                .toList();
    }

    /** Such as {@code edge}, and {@code edge-2} for the next. */
    public String label() {
        return number == 1 ? application.label() : application.label() + "-" + number;
    }
}
