package io.orkestro.platform.stack.demo;

import io.orkestro.platform.stack.Home;
import io.orkestro.platform.stack.Json;
import io.orkestro.platform.stack.process.StackFailure;
import java.util.Optional;

/** The demo's API keys. The console shows a key once, so they are kept here. */
public record DemoKeys(IssuedKey retailerKey, IssuedKey courierKey, IssuedKey opsKey) {

    /** @param id as the console lists it
     *  @param key what callers send */
    public record IssuedKey(String id, String key) {
        @Override
        public String toString() {
            return id;
        }
    }

    public static Optional<DemoKeys> of(Home home) {
        return Json.read(home.demoKeys(), DemoKeys.class);
    }

    void keepIn(Home home) {
        Json.write(home.demoKeys(), this);
    }

    public String retailer() {
        return retailerKey.key();
    }

    /** The key of crr_swift. */
    public String courier() {
        return courierKey.key();
    }

    public String ops() {
        return opsKey.key();
    }

    /** @param role retailer, courier or ops */
    public String of(String role) {
        return switch (role) {
            case "retailer" -> retailer();
            case "courier" -> courier();
            case "ops" -> ops();
            default ->
                throw new StackFailure("There is no key for %s; there are: retailer, courier, ops".formatted(role));
        };
    }
}
