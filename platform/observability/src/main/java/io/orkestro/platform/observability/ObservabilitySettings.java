package io.orkestro.platform.observability;

/** Probes, figures, traces and log lines are the same everywhere. */
final class ObservabilitySettings extends SharedSettings {

    ObservabilitySettings() {
        super("orkestro/observability.yml");
    }
}
