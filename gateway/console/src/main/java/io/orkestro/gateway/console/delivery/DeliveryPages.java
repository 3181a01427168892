package io.orkestro.gateway.console.delivery;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.PageTime;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding a delivery, and its page: whose it is and what happened. */
@ConsolePage
class DeliveryPages {

    private static final int SHOWN = 50;

    private final Deliveries deliveries;

    DeliveryPages(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    record Row(
            String id,
            String retailerId,
            String status,
            String owner,
            long epoch,
            long sequence,
            String servedBy,
            String changedAt) {

        static Row of(Delivery delivery) {
            return new Row(
                    delivery.id(),
                    delivery.retailerId(),
                    delivery.status(),
                    delivery.owner().slug(),
                    delivery.epoch(),
                    delivery.sequence(),
                    delivery.servedBy(),
                    PageTime.toTheSecond(delivery.changedAt()));
        }
    }

    record Line(
            long sequence,
            String type,
            String status,
            String at,
            String producer,
            long epoch,
            String decision,
            @Nullable String traceId) {

        static Line of(Happening happening) {
            return new Line(
                    happening.sequence(),
                    happening.type(),
                    happening.status(),
                    PageTime.toTheMillisecond(happening.occurredAt()),
                    happening.producer(),
                    happening.epoch(),
                    happening.decision(),
                    happening.traceId());
        }
    }

    @GetMapping("/togglz-console/deliveries")
    String list(@RequestParam(required = false) @Nullable String id, Model model) {
        String text = id == null ? "" : id.strip();
        List<Row> rows = deliveries.search(text, SHOWN).stream().map(Row::of).toList();
        model.addAttribute("title", "Deliveries");
        model.addAttribute("onDeliveries", true);
        model.addAttribute("text", text);
        model.addAttribute("deliveries", rows);
        model.addAttribute("isEmpty", rows.isEmpty());
        model.addAttribute("isCut", rows.size() == SHOWN);
        return "deliveries";
    }

    @GetMapping("/togglz-console/deliveries/{id}")
    String show(@PathVariable String id, Model model, HttpServletResponse response) {
        Optional<Row> found = deliveries.find(id).map(Row::of);
        model.addAttribute("title", id);
        model.addAttribute("onDeliveries", true);
        model.addAttribute("id", id);
        model.addAttribute("delivery", found.orElse(null));
        model.addAttribute(
                "timeline", deliveries.timelineOf(id).stream().map(Line::of).toList());
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        return "delivery";
    }
}
