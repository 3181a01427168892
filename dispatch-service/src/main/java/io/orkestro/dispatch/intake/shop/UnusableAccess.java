package io.orkestro.dispatch.intake.shop;

/** What a retailer entered for a shop cannot be used. */
public final class UnusableAccess extends RuntimeException {

    private final String entry;

    /**
     * @param entry {@code settings.url}, {@code secrets.accessToken}
     * @param fault goes on after the entry's name: "is needed"
     */
    public UnusableAccess(String entry, String fault) {
        super(fault, null, false, false);
        this.entry = entry;
    }

    public String entry() {
        return entry;
    }
}
