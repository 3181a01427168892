package io.orkestro.dispatch.intake.deliverect;

import io.orkestro.dispatch.intake.shop.KeptEvent;
import io.orkestro.dispatch.intake.shop.Rate;
import io.orkestro.dispatch.intake.shop.Reading;
import io.orkestro.dispatch.intake.shop.Reception;
import io.orkestro.dispatch.intake.shop.ShopAccess;
import io.orkestro.dispatch.intake.shop.ShopHttp;
import io.orkestro.dispatch.intake.shop.ShopKind;
import io.orkestro.dispatch.intake.shop.ShopNews;
import io.orkestro.dispatch.intake.shop.ShopRefused;
import io.orkestro.dispatch.intake.shop.ShopRequest;
import io.orkestro.dispatch.intake.shop.Signatures;
import io.orkestro.dispatch.intake.shop.UnreadableEvent;
import io.orkestro.dispatch.intake.shop.UnusableAccess;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deliverect's dispatch ("Dispatch API", developers.deliverect.com): it asks whether a job can be done ({@code …/validate}),
 * has it done ({@code …/create}), changes it ({@code …/update}) and calls it off ({@code …/cancel}), each signed over the raw
 * body in hexadecimal. It is told the couriers' progress as numbers.
 *
 * <p>Settings: {@code environment}, {@code production} or {@code staging}; {@code currency} of its prices. Secrets:
 * {@code signingSecret}, and {@code accessToken} where it is to be told how deliveries go.
 */
@Component
class Deliverect implements ShopKind {

    private static final String DEFAULT_CURRENCY = "GBP";
    private static final Map<String, String> ENVIRONMENTS = Map.of(
            "production", "https://api.deliverect.com",
            "staging", "https://api.staging.deliverect.com");

    /** Of Deliverect's own list: nobody is there to drive. */
    private static final int NO_DRIVERS = 20;

    private final ShopHttp http;
    private final Clock clock;

    Deliverect(ShopHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "deliverect";
    }

    @Override
    public void check(ShopAccess access) {
        access.requiredSecret(ShopAccess.SIGNING_SECRET);
        if (!currency(access).matches("[A-Z]{3}")) {
            throw new UnusableAccess("settings.currency", "is an ISO 4217 code such as GBP");
        }
        if (access.setting("apiUrl") == null
                && !ENVIRONMENTS.containsKey(Objects.requireNonNullElse(access.setting("environment"), "production"))) {
            throw new UnusableAccess("settings.environment", "is production or staging");
        }
        http.check("settings.apiUrl", base(access));
    }

    @Override
    public Reception receive(ShopAccess access, ShopRequest request) {
        if (!Signatures.isHex(
                request.header("x-server-authorization-hmac-sha256"),
                access.signingSecrets(clock.instant()),
                request.body())) {
            return new Reception.Forged();
        }
        return switch (request.path()) {
            case "validate" -> question(access, request);
            case "create", "update", "cancel" -> event(access, request);
            default -> new Reception.Ignored("Path " + request.path());
        };
    }

    private static Reception question(ShopAccess access, ShopRequest request) {
        DeliverectJob job = new DeliverectJob(request.body(), currency(access));
        return new Reception.Asked(job.question(), rate -> answer(job, rate));
    }

    /** Deliverect has no ids for events: one job, told the same twice, is one. */
    private static Reception event(ShopAccess access, ShopRequest request) {
        String digest = Signatures.digest(request.body());
        try {
            DeliverectJob job = new DeliverectJob(request.body(), currency(access));
            String key = request.path() + ":" + job.id() + ":" + digest.substring(0, 32);
            return new Reception.Event(key, request.path(), taken(job, request.path()));
        } catch (UnreadableEvent e) {
            return new Reception.Event(request.path() + ":" + digest, request.path());
        }
    }

    @Override
    public Reading read(ShopAccess access, KeptEvent event) {
        DeliverectJob job = new DeliverectJob(event.body(), currency(access));
        return event.topic().equals("cancel")
                ? new Reading.Cancelled(List.of(job.id()), event.receivedAt())
                : new Reading.Orders(job.orders(event.receivedAt()));
    }

    @Override
    public void tell(ShopAccess access, ShopNews news) {
        Integer status = numberOf(news.status());
        if (status == null || access.secret("accessToken") == null) {
            return;
        }
        Map<String, Object> event = new LinkedHashMap<>();
        String[] names = news.orderId().split("/", 2);
        event.put("deliveryJobId", names[0]);
        event.put("trackingUrl", news.trackingUrl());
        event.put("locations", List.of(Map.of("orderId", names[names.length - 1], "status", status)));
        ShopHttp.Answer answer = http.call(
                "POST",
                base(access) + "/fulfillment/generic/events",
                Map.of("Authorization", "Bearer " + access.requiredSecret("accessToken")),
                event);
        if (answer.status() / 100 != 2) {
            throw new ShopRefused("Deliverect answers HTTP %d: is the access token good?".formatted(answer.status()));
        }
    }

    @Override
    public String test(ShopAccess access) {
        return "Deliverect can only be tested by an order: there is nothing that it could be asked";
    }

    private static @Nullable Map<String, Object> taken(DeliverectJob job, String path) {
        if (path.equals("cancel")) {
            return null;
        }
        List<Map<String, Object>> locations = new ArrayList<>();
        job.orderIds().forEach(id -> locations.add(Map.of("orderId", id, "deliveryId", id)));
        return Map.of("jobId", job.id(), "canDeliver", true, "externalJobId", job.id(), "deliveryLocations", locations);
    }

    private static Map<String, Object> answer(DeliverectJob job, Rate rate) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jobId", job.id());
        switch (rate) {
            case Rate.Offered offered -> {
                answer.put("canDeliver", true);
                answer.put("price", Map.of("price", offered.fee().amount(), "taxRate", 0));
                if (offered.pickupEta() != null) {
                    answer.put("pickupTimeETA", offered.pickupEta().toString());
                }
                List<Map<String, Object>> locations = new ArrayList<>();
                job.orderIds().forEach(id -> {
                    Map<String, Object> location = new LinkedHashMap<>();
                    location.put("orderId", id);
                    if (offered.dropoffEta() != null) {
                        location.put("deliveryTimeETA", offered.dropoffEta().toString());
                    }
                    locations.add(location);
                });
                answer.put("deliveryLocations", locations);
            }
            case Rate.None none -> {
                answer.put("canDeliver", false);
                List<Map<String, Object>> errors = new ArrayList<>();
                job.displayIds()
                        .forEach((id, display) -> errors.add(Map.of(
                                "orderId", id,
                                "channelOrderDisplayId", display,
                                "reason", NO_DRIVERS,
                                "description", none.why())));
                answer.put("errors", errors);
            }
        }
        return answer;
    }

    private static @Nullable Integer numberOf(String status) {
        return switch (status) {
            case "assigned" -> 83;
            case "pickup_arrived" -> 85;
            case "picked_up", "dropoff_enroute" -> 87;
            case "dropoff_arrived" -> 89;
            case "delivered" -> 90;
            default -> null;
        };
    }

    private static String currency(ShopAccess access) {
        return Objects.requireNonNullElse(access.setting("currency"), DEFAULT_CURRENCY);
    }

    private static String base(ShopAccess access) {
        String own = access.setting("apiUrl");
        String environment = Objects.requireNonNullElse(access.setting("environment"), "production");
        return own != null ? own : ENVIRONMENTS.getOrDefault(environment, "https://api.deliverect.com");
    }
}
