package io.orkestro.dispatch.intake.woocommerce;

import io.orkestro.dispatch.intake.shop.KeptEvent;
import io.orkestro.dispatch.intake.shop.Reading;
import io.orkestro.dispatch.intake.shop.Reception;
import io.orkestro.dispatch.intake.shop.ShopAccess;
import io.orkestro.dispatch.intake.shop.ShopHttp;
import io.orkestro.dispatch.intake.shop.ShopKind;
import io.orkestro.dispatch.intake.shop.ShopNews;
import io.orkestro.dispatch.intake.shop.ShopRefused;
import io.orkestro.dispatch.intake.shop.ShopRequest;
import io.orkestro.dispatch.intake.shop.Signatures;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * WooCommerce: webhooks signed over the raw body with a secret of the shop's own; notes to the order, and "completed" at the
 * end, by its REST API. When a webhook is made the shop knocks with a form that nobody signed.
 *
 * <p>Settings: {@code url} of the shop. Secrets: {@code signingSecret}; {@code consumerKey} and {@code consumerSecret} of the
 * REST API where the shop is to be told how deliveries go.
 */
@Component
class WooCommerce implements ShopKind {

    private static final Set<String> TOPICS =
            Set.of("order.created", "order.updated", "order.restored", "order.deleted");
    private static final Pattern KNOCK = Pattern.compile("webhook_id=[0-9]{1,20}");

    private final ShopHttp http;
    private final Clock clock;

    WooCommerce(ShopHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "woocommerce";
    }

    @Override
    public void check(ShopAccess access) {
        http.check("settings.url", access.requiredSetting("url"));
        access.requiredSecret(ShopAccess.SIGNING_SECRET);
        if (access.secret("consumerKey") != null) {
            access.requiredSecret("consumerSecret");
        }
    }

    @Override
    public Reception receive(ShopAccess access, ShopRequest request) {
        if (isKnock(request)) {
            return new Reception.Ignored("The shop knocked");
        }
        if (!Signatures.isBase64(
                request.header("X-WC-Webhook-Signature"), access.signingSecrets(clock.instant()), request.body())) {
            return new Reception.Forged();
        }
        String topic = request.header("X-WC-Webhook-Topic");
        if (topic == null || !TOPICS.contains(topic)) {
            return new Reception.Ignored("Topic " + topic);
        }
        String delivery = request.header("X-WC-Webhook-Delivery-ID");
        return new Reception.Event(delivery == null ? Signatures.digest(request.body()) : delivery, topic);
    }

    private static boolean isKnock(ShopRequest request) {
        String type = Objects.requireNonNullElse(request.header("Content-Type"), "");
        return type.startsWith("application/x-www-form-urlencoded")
                && request.body().length < 40
                && KNOCK.matcher(new String(request.body(), StandardCharsets.UTF_8).strip())
                        .matches();
    }

    @Override
    public Reading read(ShopAccess access, KeptEvent event) {
        return WooOrder.read(event);
    }

    /** A note that is there already is not written again: it names the delivery and what happened. */
    @Override
    public void tell(ShopAccess access, ShopNews news) {
        String note = noteOf(news);
        if (note == null || access.secret("consumerKey") == null) {
            return;
        }
        String order = "/orders/" + news.orderId();
        JsonNode notes = call(access, "GET", order + "/notes", null);
        boolean isThere = notes.valueStream()
                .anyMatch(one -> one.path("note").asString("").equals(note));
        if (!isThere) {
            call(
                    access,
                    "POST",
                    order + "/notes",
                    Map.of("note", note, "customer_note", news.status().equals("picked_up")));
        }
        if (news.status().equals("delivered")) {
            call(access, "PUT", order, Map.of("status", "completed"));
        }
    }

    @Override
    public String test(ShopAccess access) {
        access.requiredSecret("consumerKey");
        call(access, "GET", "/orders?per_page=1", null);
        return "The shop's REST API answers";
    }

    private JsonNode call(ShopAccess access, String method, String path, @Nullable Object body) {
        String login = access.requiredSecret("consumerKey") + ":" + access.requiredSecret("consumerSecret");
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        String base = access.requiredSetting("url").replaceAll("/+$", "");
        ShopHttp.Answer answer =
                http.call(method, base + "/wp-json/wc/v3" + path, Map.of("Authorization", "Basic " + basic), body);
        if (answer.status() / 100 != 2) {
            throw new ShopRefused("The shop answers HTTP %d: %s"
                    .formatted(
                            answer.status(),
                            answer.body().path("message").asString("is the consumer key good, and may it write?")));
        }
        return answer.body();
    }

    private static @Nullable String noteOf(ShopNews news) {
        String link = news.trackingUrl() == null ? "" : " Follow it: " + news.trackingUrl();
        return switch (news.status()) {
            case "assigned" -> "Delivery %s has a courier.".formatted(news.deliveryId());
            case "picked_up" -> "Delivery %s is on its way.%s".formatted(news.deliveryId(), link);
            case "delivered" -> "Delivery %s has arrived.".formatted(news.deliveryId());
            case "cancelled" -> "Delivery %s was called off.".formatted(news.deliveryId());
            case "expired" -> "No courier was found for delivery %s.".formatted(news.deliveryId());
            case "returning" -> "Delivery %s is coming back.".formatted(news.deliveryId());
            case "returned" -> "Delivery %s has come back.".formatted(news.deliveryId());
            case "failed" -> "Delivery %s has failed.".formatted(news.deliveryId());
            default -> null;
        };
    }
}
