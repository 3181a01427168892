package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.StackFailure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One process of an application.
 *
 * @param number from 1. The edge may have several, as it has wherever it may not be away. An application behind it has two places,
 *     and somebody in both only while it is replaced
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

    /** Where one process of an application may be: at one of two places, where it can be replaced by a second one beside it. */
    static Stream<Instance> places(Application application) {
        return application.hasTwoPlaces()
                ? Stream.of(first(application), new Instance(application, 2))
                : Stream.of(first(application));
    }

    /** The other place of one that has two. */
    Instance other() {
        return new Instance(application, number == 1 ? 2 : 1);
    }

    /** Of one application, {@code edges} of them where it is the edge. */
    static Stream<Instance> of(Application application, int edges) {
        return application == Application.EDGE
                ? IntStream.rangeClosed(1, edges).mapToObj(Instance::edge)
                : places(application);
    }

    /** All that a stack may have, in the order in which they start. */
    public static List<Instance> all() {
        return Arrays.stream(Application.values())
                .flatMap(application -> of(application, MOST_EDGES))
                .toList();
    }

    /** Such as {@code edge}, and {@code edge-2} for the next; {@code dispatch}, and {@code dispatch-b} for its second place. */
    public String label() {
        if (number == 1) {
            return application.label();
        }
        return application.label() + (application.hasTwoPlaces() ? "-b" : "-" + number);
    }
}
