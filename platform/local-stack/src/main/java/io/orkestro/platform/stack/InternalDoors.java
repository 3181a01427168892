package io.orkestro.platform.stack;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an application is told about the internal doors: the port of its own, where the others' are, and the secrets it
 * shares with each of them alone. The console only knocks.
 */
final class InternalDoors {

    /** Those who talk to each other, in the order in which a pair is named. */
    private static final List<Application> PEERS = List.of(
            Application.CONSOLE,
            Application.MONOLITH,
            Application.DISPATCH,
            Application.MARKETPLACE,
            Application.TRACKING,
            Application.NOTIFICATION);

    private final StackOptions options;
    private final Ports ports;
    private final Secrets secrets;

    InternalDoors(StackOptions options, Ports ports, Secrets secrets) {
        this.options = options;
        this.ports = ports;
        this.secrets = secrets;
    }

    static boolean isOneOf(Application application) {
        return application != Application.CONSOLE && PEERS.contains(application);
    }

    Map<String, String> environmentOf(Instance instance) {
        Application application = instance.application();
        Map<String, String> environment = new TreeMap<>();
        if (!PEERS.contains(application)) {
            return environment;
        }
        if (isOneOf(application)) {
            environment.put("INTERNAL_PORT", Integer.toString(ports.internalOf(instance)));
        }
        for (Application peer : PEERS) {
            if (peer != application) {
                String pair = pair(application, peer);
                environment.put("ORKESTRO_INTERNAL_SECRET_" + pair, secrets.internalSecretFor(pair));
                if (isOneOf(peer)) {
                    environment.put(addressOf(peer), url(peer));
                }
            }
        }
        return environment;
    }

    /** The setting that says where an application's internal door is; whoever wants something in between sets it. */
    static String addressOf(Application application) {
        return "ORKESTRO_" + application.name() + "_INTERNAL_URL";
    }

    private String url(Application application) {
        String given = options.get(addressOf(application));
        return given.isEmpty()
                ? Instance.places(application)
                        .map(place -> "http://localhost:" + ports.internalOf(place))
                        .collect(Collectors.joining(","))
                : given;
    }

    /** How the secret of these two is called, whichever of them is named first. */
    static String pair(Application one, Application other) {
        return PEERS.indexOf(one) < PEERS.indexOf(other)
                ? one.name() + "_" + other.name()
                : other.name() + "_" + one.name();
    }
}
