package io.orkestro.platform.routing;

/** What is moved between the monolith and a service as one unit. */
public enum Capability {
    DISPATCH("dispatch"),
    COURIER_MARKETPLACE("courier-marketplace"),
    TRACKING("tracking"),
    NOTIFICATION("notification");

    private final String slug;

    Capability(String slug) {
        this.slug = slug;
    }

    /** The name in exchanges, queues and settings: lower case, words joined by a hyphen. */
    public String slug() {
        return slug;
    }
}
