package io.orkestro.platform.backend;

import io.orkestro.platform.observability.SharedSettings;

/** The settings that all backends share. */
final class BackendSettings extends SharedSettings {

    BackendSettings() {
        super("orkestro/backend.yml");
    }
}
