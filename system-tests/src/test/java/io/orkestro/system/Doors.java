package io.orkestro.system;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.Ports;
import io.orkestro.system.fault.FaultProxy;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A proxy before every internal door, sound until a journey says otherwise. */
final class Doors implements AutoCloseable {

    private final Map<Application, FaultProxy> proxies = new EnumMap<>(Map.of(
            Application.MONOLITH, FaultProxy.open(),
            Application.DISPATCH, FaultProxy.open()));

    /** Where the applications find each other's doors. */
    Map<String, String> environment() {
        return proxies.entrySet().stream()
                .collect(Collectors.toMap(
                        door -> "ORKESTRO_" + door.getKey().name() + "_INTERNAL_URL",
                        door -> door.getValue().url().toString()));
    }

    void leadTo(Ports ports) {
        proxies.forEach((application, proxy) -> proxy.to(ports.internalOf(application)));
    }

    /** What stands before this application's door. */
    FaultProxy of(Application application) {
        FaultProxy proxy = proxies.get(application);
        if (proxy == null) {
            throw new IllegalArgumentException(application + " has no proxy before its door");
        }
        return proxy;
    }

    void heal() {
        proxies.values().forEach(FaultProxy::heal);
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultProxy::close);
    }
}
