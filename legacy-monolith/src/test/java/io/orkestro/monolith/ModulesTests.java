package io.orkestro.monolith;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** One package per capability; they know each other's messages, never each other's classes. */
class ModulesTests {

    private final ApplicationModules modules = ApplicationModules.of(Monolith.class);

    @Test
    void everyModuleKeepsToItsOwn() {
        modules.verify();
    }
}
