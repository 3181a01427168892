package io.orkestro.dispatch.intake.shopify;

import io.orkestro.dispatch.intake.shop.KeptEvent;
import io.orkestro.dispatch.intake.shop.Reading;
import io.orkestro.dispatch.intake.shop.Reception;
import io.orkestro.dispatch.intake.shop.ShopAccess;
import io.orkestro.dispatch.intake.shop.ShopKind;
import io.orkestro.dispatch.intake.shop.ShopNews;
import io.orkestro.dispatch.intake.shop.ShopRequest;
import io.orkestro.dispatch.intake.shop.Signatures;
import io.orkestro.dispatch.intake.shop.UnusableAccess;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Shopify: webhooks signed with the app's client secret over the raw body (Shopify, "Deliver webhooks through HTTPS"), of
 * which several may tell of one event; fulfilments with a tracking link by the Admin API; checkouts' questions for rates
 * at {@code …/rates} (CarrierService).
 *
 * <p>Settings: {@code shop}, its {@code myshopify.com} domain. Secrets: {@code signingSecret}, and {@code accessToken} of the
 * Admin API where the shop is to be told how deliveries go.
 */
@Component
class Shopify implements ShopKind {

    static final String SHOP = "shop";
    static final String ACCESS_TOKEN = "accessToken";

    /** Where checkouts ask, after the connection's address. */
    private static final String RATES = "rates";

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9][a-z0-9-]*\\.myshopify\\.com");
    private static final Set<String> TOPICS =
            Set.of("orders/create", "orders/updated", "orders/cancelled", "orders/paid", "orders/edited");

    private final ShopifyAdmin admin;
    private final Clock clock;

    Shopify(ShopifyAdmin admin, Clock clock) {
        this.admin = admin;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public void check(ShopAccess access) {
        if (!DOMAIN.matcher(access.requiredSetting(SHOP)).matches()) {
            throw new UnusableAccess("settings.shop", "is the shop's domain, such as acme.myshopify.com");
        }
        access.requiredSecret(ShopAccess.SIGNING_SECRET);
        admin.check(access);
    }

    /** One app's secret signs for many shops, so the shop's name counts, too; it is in no signature, and need not be. */
    @Override
    public Reception receive(ShopAccess access, ShopRequest request) {
        if (request.path().equals(RATES)) {
            return checkout(access, request);
        }
        boolean genuine = Signatures.isBase64(
                request.header("X-Shopify-Hmac-SHA256"), access.signingSecrets(clock.instant()), request.body());
        String shop = request.header("X-Shopify-Shop-Domain");
        if (!genuine || (shop != null && !shop.equalsIgnoreCase(access.setting(SHOP)))) {
            return new Reception.Forged();
        }
        String topic = request.header("X-Shopify-Topic");
        if (topic == null || !TOPICS.contains(topic)) {
            return new Reception.Ignored("Topic " + topic);
        }
        String event = request.header("X-Shopify-Event-Id");
        String webhook = request.header("X-Shopify-Webhook-Id");
        String key = event != null ? event : webhook != null ? webhook : Signatures.digest(request.body());
        return new Reception.Event(key, topic);
    }

    /**
     * Shopify promises no signature for these. The address is known to the shop alone, and the answer is a price; so what is
     * not signed is answered, and what is signed wrongly, or in another shop's name, is not.
     */
    private Reception checkout(ShopAccess access, ShopRequest request) {
        String signature = request.header("X-Shopify-Hmac-SHA256");
        String shop = request.header("X-Shopify-Shop-Domain");
        boolean contradicts = (signature != null
                        && !Signatures.isBase64(signature, access.signingSecrets(clock.instant()), request.body()))
                || (shop != null && !shop.equalsIgnoreCase(access.setting(SHOP)));
        return contradicts
                ? new Reception.Forged()
                : new Reception.Asked(ShopifyCheckout.question(request.body()), ShopifyCheckout::answer);
    }

    @Override
    public Reading read(ShopAccess access, KeptEvent event) {
        return new Reading.Orders(List.of(ShopifyOrder.read(event)));
    }

    @Override
    public void tell(ShopAccess access, ShopNews news) {
        admin.tell(access, news);
    }

    @Override
    public String test(ShopAccess access) {
        return admin.test(access);
    }
}
