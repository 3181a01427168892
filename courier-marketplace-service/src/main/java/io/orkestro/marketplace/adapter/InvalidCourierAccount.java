package io.orkestro.marketplace.adapter;

/** An account that its courier cannot be called with. */
public class InvalidCourierAccount extends RuntimeException {

    private final String entry;

    /**
     * @param entry the name of the setting or secret, never its value
     * @param wrong what is the matter with it: "is missing"
     */
    public InvalidCourierAccount(String entry, String wrong) {
        super(entry + " " + wrong);
        this.entry = entry;
    }

    public String entry() {
        return entry;
    }
}
