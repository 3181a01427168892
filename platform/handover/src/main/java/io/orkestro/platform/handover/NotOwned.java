package io.orkestro.platform.handover;

/**
 * This side may not write the aggregate. Thrown under the row's lock, so that the transaction rolls back; caught by
 * {@link Handover#asOwner}, {@link Handover#asCreator} and {@link Handover#whenOwned}.
 */
public final class NotOwned extends RuntimeException {

    private final String kind;
    private final String id;

    NotOwned(OwnedKind kind, String id) {
        super("The other side owns %s %s".formatted(kind.name(), id), null, false, false);
        this.kind = kind.name();
        this.id = id;
    }

    public String kind() {
        return kind;
    }

    public String id() {
        return id;
    }
}
