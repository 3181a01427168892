package io.orkestro.system;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.Ports;
import io.orkestro.system.fault.FaultProxy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A proxy between the edges and each of dispatch's two sides, sound until a journey says otherwise. */
final class Fronts implements AutoCloseable {

    private final Map<Application, FaultProxy> proxies = new EnumMap<>(Map.of(
            Application.MONOLITH, FaultProxy.open(),
            Application.DISPATCH, FaultProxy.open()));

    /** Where the edges find the two sides. */
    Map<String, String> environment() {
        return proxies.entrySet().stream()
                .collect(Collectors.toMap(
                        front -> "ORKESTRO_EDGE_BACKENDS_" + front.getKey().name(),
                        front -> front.getValue().url().toString()));
    }

    void leadTo(Ports ports) {
        proxies.forEach((application, proxy) -> proxy.to(ports.of(application)));
    }

    FaultProxy of(Application application) {
        return Objects.requireNonNull(proxies.get(application));
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultProxy::close);
    }
}
