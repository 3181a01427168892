package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.PortOwner;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Who listens where. All ports of a stack lie in twenty from {@code ORKESTRO_PORT_BASE} (8080) on, and the internal doors
 * a thousand above their application's; each can be moved alone by {@code ORKESTRO_PORT_<NAME>}.
 */
public record Ports(Map<String, Integer> byName) {

    private static final int DEFAULT_BASE = 8080;
    private static final String PREFIX = "ORKESTRO_PORT_";
    private static final String INTERNAL = "-internal";
    private static final int INTERNAL_OFFSET = 1_000;
    /** So far that not even the internal doors of the two touch. */
    private static final int NEXT_STACK = 100;

    private static final int LOWEST_FREE = 20_000;
    private static final int HIGHEST_FREE = 32_000;
    private static final int MOST_TRIES = 1_000;

    static final String POSTGRES = "postgres";
    static final String BROKER = "broker";
    static final String EPMD = "epmd";
    static final String ERLANG = "erlang";

    private static final int FURTHER_EDGES = 7;
    private static final int SECOND_PLACES = 14;

    public Ports {
        byName = Map.copyOf(byName);
    }

    private static Map<String, Integer> offsets() {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        for (Application application : Application.values()) {
            offsets.put(application.label(), application.portOffset());
        }
        for (int edge = 2; edge <= Instance.MOST_EDGES; edge++) {
            offsets.put(Instance.edge(edge).label(), FURTHER_EDGES + edge - 2);
        }
        offsets.put(POSTGRES, 10);
        offsets.put(BROKER, 11);
        offsets.put(EPMD, 12);
        offsets.put(ERLANG, 13);
        int next = SECOND_PLACES;
        for (Instance place : secondPlaces()) {
            offsets.put(place.label(), next++);
        }
        return offsets;
    }

    private static List<Instance> secondPlaces() {
        return Instance.all().stream()
                .filter(instance -> instance.application().hasTwoPlaces() && instance.number() == 2)
                .toList();
    }

    static Ports from(Map<String, String> environment) {
        int base = port(environment, "BASE", DEFAULT_BASE);
        Map<String, Integer> ports = new LinkedHashMap<>();
        offsets().forEach((name, offset) -> ports.put(name, port(environment, name, base + offset)));
        for (String door : doors()) {
            int besideIt = Objects.requireNonNull(ports.get(door)) + INTERNAL_OFFSET;
            ports.put(door + INTERNAL, port(environment, door + INTERNAL, besideIt));
        }
        return new Ports(ports);
    }

    private static List<String> doors() {
        return Arrays.stream(Application.values())
                .filter(InternalDoors::isOneOf)
                .flatMap(Instance::places)
                .map(Instance::label)
                .toList();
    }

    private static List<String> names() {
        return Stream.concat(offsets().keySet().stream(), doors().stream().map(door -> door + INTERNAL))
                .toList();
    }

    /** These, and the usual ones for what an older stack did not know. */
    Ports completed() {
        Map<String, Integer> ports = new LinkedHashMap<>(from(Map.of()).byName());
        ports.putAll(byName);
        return new Ports(ports);
    }

    static boolean areNamedIn(Map<String, String> environment) {
        return environment.keySet().stream().anyMatch(variable -> variable.startsWith(PREFIX));
    }

    /**
     * Ports that nobody uses now, below those that systems give to outgoing connections: one of these could be taken
     * before somebody listens at it.
     */
    static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        Map<String, Integer> ports = new LinkedHashMap<>();
        PrimitiveIterator.OfInt candidates = ThreadLocalRandom.current()
                .ints(LOWEST_FREE, HIGHEST_FREE)
                .distinct()
                .iterator();
        try {
            for (String name : names()) {
                ServerSocket socket = firstFree(candidates);
                held.add(socket);
                ports.put(name, socket.getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("No free ports", failed);
        }
        return new Ports(ports);
    }

    private static ServerSocket firstFree(PrimitiveIterator.OfInt candidates) throws IOException {
        IOException taken = new IOException("None was tried");
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                return new ServerSocket(candidates.nextInt(), 1, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                taken = e;
            }
        }
        throw taken;
    }

    public int of(Application application) {
        return of(application.label());
    }

    int of(Instance instance) {
        return of(instance.label());
    }

    /** Of its door for the other applications, at its first place. */
    public int internalOf(Application application) {
        return internalOf(Instance.first(application));
    }

    int internalOf(Instance instance) {
        return of(instance.label() + INTERNAL);
    }

    public int of(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    /** Its port, and that of its internal door. */
    void requireFree(Instance instance) {
        requireFree(instance.label());
        if (InternalDoors.isOneOf(instance.application())) {
            requireFree(instance.label() + INTERNAL);
        }
    }

    /** @throws StackFailure that names the process which has the port, and the setting that moves ours */
    void requireFree(String name) {
        int port = of(name);
        if (!PortOwner.isFree(port)) {
            throw taken(name, port, PortOwner.describe(port));
        }
    }

    static StackFailure taken(String name, int port, String owner) {
        return new StackFailure("""
                Port %d, which %s needs, is taken (%s).
                Stop that process, or choose other ports: %s%s=%d for this one, %sBASE=%d for all, and ./orkestro up again.""".formatted(
                port, name, owner, PREFIX, variable(name), port + NEXT_STACK, PREFIX, DEFAULT_BASE + NEXT_STACK));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        String variable = PREFIX + variable(name);
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new StackFailure("%s=%s is no port; expected 1 to 65535".formatted(variable, value));
    }
}
