package io.orkestro.tracking;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** A package per part of the business; none reaches into another's, and none in circles. */
class ModulesTests {

    private final ApplicationModules modules = ApplicationModules.of(TrackingApplication.class);

    @Test
    void everyModuleKeepsToItsOwn() {
        modules.verify();
    }
}
