package io.orkestro.marketplace.adapter;

/** What became of something posted to us in a courier's name. */
public sealed interface Inbound {

    record Heard(CourierNews news) implements Inbound {}

    /**
     * The courier's, but nothing to us; to be answered like news, or it is sent again.
     *
     * @param why for operations; holds no personal data
     */
    record Ignored(String why) implements Inbound {}

    /** Not shown to be the courier's. Nothing of it was read. */
    record Forged() implements Inbound {}
}
