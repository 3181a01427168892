package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.PageTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.JsonNode;

/** How far couriers are to be relied on, and why one is asked less than others. */
@ConsolePage
class CouriersPage {

    private static final int SHOWN = 100;
    private static final String PATH = "/internal/couriers/health?limit=" + SHOWN;

    private final InternalDoors doors;

    CouriersPage(InternalDoors doors) {
        this.doors = doors;
    }

    /** A courier. Shares are in percent. */
    record Row(String id, String name, boolean failing, String score, String askedShare, List<Trait> traits) {}

    /** How often it did what is expected, of how many times; recent ones count more. */
    record Trait(String rate, String times) {}

    @GetMapping("/togglz-console/couriers")
    String show(Model model) {
        model.addAttribute("title", "Couriers");
        model.addAttribute("onCouriers", true);
        try {
            JsonNode overview = doors.get(Peer.COURIER_MARKETPLACE, PATH);
            List<Row> rows = new ArrayList<>();
            overview.path("couriers").forEach(line -> rows.add(rowOf(line)));
            model.addAttribute("couriers", rows);
            model.addAttribute("isEmpty", rows.isEmpty());
            model.addAttribute("isCut", overview.path("count").asInt(0) > rows.size());
            model.addAttribute(
                    "asOf",
                    PageTime.toTheSecond(Instant.parse(overview.path("asOf").asString("1970-01-01T00:00:00Z"))));
        } catch (DoorClosed closed) {
            model.addAttribute("silence", closed.words());
        }
        return "couriers";
    }

    private static Row rowOf(JsonNode line) {
        JsonNode health = line.path("health");
        List<Trait> traits = new ArrayList<>();
        health.path("parts")
                .forEach(part -> traits.add(new Trait(
                        percent(part.path("rate").asDouble(1)),
                        String.format(Locale.ROOT, "%.0f", part.path("times").asDouble(0)))));
        return new Row(
                health.path("courierId").asString(""),
                line.path("name").asString(""),
                health.path("failing").asBoolean(false),
                percent(health.path("score").asDouble(1)),
                percent(health.path("askedShare").asDouble(1)),
                traits);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
