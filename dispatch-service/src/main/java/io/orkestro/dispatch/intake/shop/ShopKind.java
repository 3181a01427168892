package io.orkestro.dispatch.intake.shop;

/**
 * A kind of shop or till. Implementations keep nothing between calls, and are given everything a shop of theirs is known
 * by.
 */
public interface ShopKind {

    /** As connections name it: {@code shopify}. */
    String name();

    /**
     * Whether what the retailer entered can be used at all; nobody is called.
     *
     * @throws UnusableAccess naming the entry at fault
     */
    void check(ShopAccess access);

    /**
     * A request of somebody who says it is this shop. Decides by its signature before anything of it is read, in constant
     * time, and says what is to be kept of it. Nobody is called.
     */
    Reception receive(ShopAccess access, ShopRequest request);

    /**
     * What an event that was kept says. It may call the shop, so it belongs outside a transaction.
     *
     * @throws UnreadableEvent where it makes no sense; it is kept, and can be replayed
     * @throws ShopAway where the shop has to be asked and does not answer
     */
    Reading read(ShopAccess access, KeptEvent event);

    /**
     * Tells the shop how a delivery goes, as far as it can take that. It may be told the same twice.
     *
     * @throws ShopAway where it is to be told again later
     * @throws ShopRefused where it never will take it
     */
    void tell(ShopAccess access, ShopNews news);

    /**
     * Whether the shop takes what the retailer entered; calls it.
     *
     * @return what was found, for the retailer to read
     * @throws ShopAway where it does not answer
     * @throws ShopRefused where it says no
     */
    String test(ShopAccess access);
}
