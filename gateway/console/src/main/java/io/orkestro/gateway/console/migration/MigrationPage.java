package io.orkestro.gateway.console.migration;

import io.orkestro.gateway.console.guard.GuardTables;
import io.orkestro.gateway.console.migration.GuardNews.News;
import io.orkestro.gateway.console.migration.Plot.Mark;
import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.Notes;
import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.gateway.console.page.Reasons;
import io.orkestro.gateway.console.page.Slugs;
import io.orkestro.gateway.console.peer.OwnerPanels;
import io.orkestro.gateway.console.peer.Pulse;
import io.orkestro.gateway.console.traffic.Comparisons;
import io.orkestro.gateway.console.traffic.Slice;
import io.orkestro.gateway.console.traffic.TrafficSums;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagState;
import io.orkestro.gateway.flags.Flags;
import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/** The one place to look at while a capability moves: all of them, and each. */
@ConsolePage
class MigrationPage {

    private static final String PATH = "/togglz-console/migration";
    private static final int SAMPLES = 10;
    private static final int LISTED = 10;
    private static final int LOOKED_THROUGH = 200;

    /** Until when edges have told their seconds, usually. */
    private static final Duration LAG = Duration.ofSeconds(2);

    /** As for every page, and a script of ours that asks for this page anew. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Flags flags;
    private final TrafficSums traffic;
    private final Comparisons comparisons;
    private final Population population;
    private final OwnerPanels owners;
    private final Pulse pulse;
    private final NextMove moves;
    private final GuardTables guard;
    private final GuardNews guardNews;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    MigrationPage(
            Flags flags,
            TrafficSums traffic,
            Comparisons comparisons,
            Population population,
            OwnerPanels owners,
            Pulse pulse,
            NextMove moves,
            GuardTables guard,
            GuardNews guardNews,
            Audit audit,
            JsonMapper json,
            Clock clock) {
        this.flags = flags;
        this.traffic = traffic;
        this.comparisons = comparisons;
        this.population = population;
        this.owners = owners;
        this.pulse = pulse;
        this.moves = moves;
        this.guard = guard;
        this.guardNews = guardNews;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    record SpanChoice(String id, String words, boolean isChosen) {}

    record Period(String words, List<SideRow> sides) {}

    record Event(
            String at, String actor, String words, @Nullable String reason, boolean isGuards) {}

    /**
     * A capability among all.
     *
     * @param troubles who is silent, whose replicas lag
     */
    record Card(
            String label,
            String slug,
            String stage,
            String words,
            String people,
            List<String> troubles,
            News guard,
            List<SideRow> sides,
            String mismatches,
            String replicas,
            String plot) {}

    @ModelAttribute
    void frame(Model model, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        model.addAttribute("onMigration", true);
        model.addAttribute("refreshes", true);
    }

    @GetMapping(PATH)
    String all(Model model) {
        RoutingTable table = flags.table();
        Pulse.Reading reading = pulse.take();
        model.addAttribute("title", "Migration");
        model.addAttribute("parked", reading.parked());
        model.addAttribute(
                "cards",
                flags.all().stream().map(flag -> card(flag, table, reading)).toList());
        return "migration";
    }

    /** Where people found this before. */
    @GetMapping("/togglz-console/capabilities/{slug}")
    String moved(@PathVariable String slug) {
        return "redirect:" + PATH + "/" + Slugs.capabilityIn(slug).slug();
    }

    /** @param live whether only what changes by itself is wanted, without calls to applications */
    @GetMapping(PATH + "/{slug}")
    String one(
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable String span,
            @RequestParam(defaultValue = "false") boolean live,
            HttpServletRequest request,
            Model model) {
        Capability capability = Slugs.capabilityIn(slug);
        FlagState flag = flags.find(capability);
        Span chosen = Span.of(span);
        Instant now = clock.instant();
        model.addAttribute("title", Flag.of(capability).label());
        model.addAttribute("slug", slug);
        model.addAttribute("span", chosen.id());
        model.addAttribute("spanWords", chosen.words());
        model.addAttribute("spans", spans(chosen));
        describe(flag, model);
        describeTraffic(flag, chosen, now, model);
        model.addAttribute("guard", guardNews.of(capability));
        if (!live) {
            Notes.take(request).ifPresent(note -> model.addAttribute("done", note));
            model.addAttribute("troubles", pulse.take().troubles(capability));
            model.addAttribute("steps", moves.stepsFrom(flag));
            model.addAttribute("panels", owners.of(capability));
        }
        return "capability";
    }

    @PostMapping(PATH + "/{slug}/clear")
    String clear(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String reason,
            Principal actor,
            RedirectAttributes next) {
        Capability capability = Slugs.capabilityIn(slug);
        Optional<String> objection = Reasons.objectionTo(reason);
        if (objection.isPresent()) {
            next.addFlashAttribute("errors", List.of(objection.get()));
        } else if (guard.clear(capability, actor.getName(), reason.strip())) {
            next.addFlashAttribute(
                    "done",
                    "Cleared: %s may move forward again."
                            .formatted(Flag.of(capability).label()));
        } else {
            next.addFlashAttribute("errors", List.of("There is nothing to clear, or somebody was faster."));
        }
        return "redirect:" + PATH + "/" + slug;
    }

    private static void describe(FlagState flag, Model model) {
        model.addAttribute("name", flag.capability().name());
        model.addAttribute("version", flag.version());
        model.addAttribute("enabled", flag.enabled());
        model.addAttribute("stage", stageOf(flag));
        model.addAttribute("words", flag.words());
        model.addAttribute("touched", flag.version() > 0);
        model.addAttribute("changedAt", PageTime.toTheSecond(flag.changedAt()));
        model.addAttribute("changedBy", flag.changedBy());
        model.addAttribute("reason", flag.reason());
    }

    private void describeTraffic(FlagState flag, Span span, Instant now, Model model) {
        Capability capability = flag.capability();
        Instant from = span.begin(now);
        List<Slice> slices = traffic.slices(capability, from, span.step(), span.points());
        List<Happening> happenings = audit.newest(capability.name(), Long.MAX_VALUE, LOOKED_THROUGH).stream()
                .map(entry -> Happening.of(entry, json))
                .toList();
        Plots plots = new Plots(slices, span.step(), marks(happenings, from), now.minus(LAG));
        List<Period> periods = List.of(
                new Period("the last minute", lastMinute(capability, now)),
                new Period("the last " + span.words(), SideRow.of(slices, secondsSince(from, now))));
        model.addAttribute("plots", plots.all());
        model.addAttribute("periods", periods);
        model.addAttribute("hasTraffic", !periods.getLast().sides().stream().allMatch(SideRow::isEmpty));
        model.addAttribute("isAsked", periods.getLast().sides().stream().anyMatch(SideRow::isAsked));
        model.addAttribute("people", people(flags.table(), capability));
        model.addAttribute(
                "mismatches",
                Mismatches.of(comparisons.byRoute(capability, from), comparisons.samples(capability, from, SAMPLES)));
        model.addAttribute(
                "events",
                happenings.stream().limit(LISTED).map(MigrationPage::event).toList());
        model.addAttribute("asOf", PageTime.toTheSecond(now));
    }

    private Card card(FlagState flag, RoutingTable table, Pulse.Reading reading) {
        Capability capability = flag.capability();
        Instant now = clock.instant();
        Instant from = Span.QUARTER.begin(now);
        List<Slice> slices = traffic.slices(capability, from, Span.QUARTER.step(), Span.QUARTER.points());
        List<Happening> happenings = audit.newest(capability.name(), Long.MAX_VALUE, LISTED).stream()
                .map(entry -> Happening.of(entry, json))
                .toList();
        return new Card(
                Flag.of(capability).label(),
                capability.slug(),
                stageOf(flag),
                flag.words(),
                people(table, capability),
                reading.troubles(capability),
                guardNews.of(capability),
                SideRow.of(slices, secondsSince(from, now)),
                Mismatches.summary(comparisons.byRoute(capability, from)),
                reading.replicas(capability),
                new Plots(slices, Span.QUARTER.step(), marks(happenings, from), now.minus(LAG)).smallErrors());
    }

    private String people(RoutingTable table, Capability capability) {
        String retailers = population.retailers(table, capability).words();
        return capability == Capability.COURIER_MARKETPLACE
                ? retailers + ", " + population.couriers(table, capability).words()
                : retailers;
    }

    private List<SideRow> lastMinute(Capability capability, Instant now) {
        Instant from = Instant.ofEpochSecond(now.minus(LAG).getEpochSecond() - 60);
        return SideRow.of(traffic.slices(capability, from, Duration.ofSeconds(60), 1), 60);
    }

    private static double secondsSince(Instant from, Instant now) {
        return (double) Duration.between(from, now.minus(LAG)).toSeconds();
    }

    private static List<Mark> marks(List<Happening> happenings, Instant from) {
        return happenings.stream()
                .filter(Happening::isFlip)
                .filter(happening -> !happening.at().isBefore(from))
                .map(happening -> new Mark(happening.at(), happening.isGuards(), wordsOf(happening)))
                .toList();
    }

    private static String wordsOf(Happening happening) {
        return "%s, %s: %s (“%s”)"
                .formatted(
                        PageTime.toTheSecond(happening.at()),
                        happening.actor(),
                        happening.words(),
                        happening.reason() == null ? "" : happening.reason());
    }

    private static Event event(Happening happening) {
        return new Event(
                PageTime.toTheSecond(happening.at()),
                happening.actor(),
                happening.words(),
                happening.reason(),
                happening.isGuards());
    }

    private static List<SpanChoice> spans(Span chosen) {
        return Arrays.stream(Span.values())
                .map(span -> new SpanChoice(span.id(), span.words(), span == chosen))
                .toList();
    }

    private static String stageOf(FlagState flag) {
        Stage stage = flag.inForce();
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
