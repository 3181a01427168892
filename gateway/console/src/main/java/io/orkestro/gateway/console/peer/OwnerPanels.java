package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.gateway.console.peer.Handovers.Report;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What either side says it owns of a capability, for a page. */
@Component
public class OwnerPanels {

    private final Handovers handovers;
    private final Clock clock;

    OwnerPanels(Handovers handovers, Clock clock) {
        this.handovers = handovers;
        this.clock = clock;
    }

    /**
     * One kind at one side.
     *
     * @param loss what is known of a seizure before it is begun, in words
     */
    public record Row(
            String kind,
            long owned,
            long replicas,
            long fences,
            String heardUpTo,
            boolean backfilled,
            long told,
            String toldShare,
            long findings,
            List<String> loss) {}

    /** @param silence why there are no rows, null where there are */
    public record Panel(
            String side,
            String application,
            List<Row> rows,
            boolean hasNoRows,
            @Nullable String silence,
            boolean isExpected) {}

    /** The monolith's and the service's; asked at once, as a dead one takes its time. */
    public List<Panel> of(Capability capability) {
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Report> monolith =
                    CompletableFuture.supplyAsync(() -> handovers.report(capability, Side.MONOLITH), calls);
            Report service = handovers.report(capability, Side.SERVICE);
            Report old = monolith.join();
            return List.of(panel(old, service, Side.MONOLITH), panel(service, old, Side.SERVICE));
        }
    }

    private Panel panel(Report report, Report other, Side side) {
        List<Row> rows = report.kinds().stream().map(kind -> rowOf(kind, other)).toList();
        return new Panel(
                side.slug(),
                report.peer().application(),
                rows,
                rows.isEmpty() && report.silence() == null,
                report.silence(),
                report.isExpected());
    }

    private Row rowOf(KindReport kind, Report other) {
        return new Row(
                kind.kind(),
                kind.owned(),
                kind.replicas(),
                kind.fences(),
                ageOf(kind.watermark()),
                kind.backfilled(),
                kind.told(),
                kind.owned() == 0
                        ? "%,d told".formatted(kind.told())
                        : "%,d of about %,d told".formatted(kind.told(), kind.owned()),
                kind.findings(),
                loss(kind, other));
    }

    private List<String> loss(KindReport kind, Report other) {
        String application = other.peer().application();
        String adopted = kind.replicas() == 1
                ? "One row would be taken over: as many replicas are here."
                : "%,d rows would be taken over: as many replicas are here.".formatted(kind.replicas());
        String lost = kind.watermark() == null
                ? "Nothing was ever heard of %s: whatever it owns stays lost until it returns.".formatted(application)
                : "What %s did after %s%s is not known here. It stays lost until it returns, and is listed then, not merged."
                        .formatted(application, PageTime.toTheSecond(kind.watermark()), inBrackets(kind.watermark()));
        String state = other.silence() != null
                ? "%s %s".formatted("It is silent now:", other.silence())
                : other.kinds().stream()
                        .filter(its -> its.kind().equals(kind.kind()))
                        .findAny()
                        .map(its -> "It is alive: it answers, and says that it owns %,d.".formatted(its.owned()))
                        .orElse("It is alive: it answers, and says that it owns none.");
        return List.of(adopted, lost, state);
    }

    /** How long ago, where a person would have to reckon. */
    private String inBrackets(Instant watermark) {
        String age = ageOf(watermark);
        return age.endsWith("ago") ? " (" + age + ")" : "";
    }

    private String ageOf(@Nullable Instant watermark) {
        if (watermark == null) {
            return "never";
        }
        Duration age = Duration.between(watermark, clock.instant());
        return age.compareTo(Duration.ofHours(2)) < 0 ? Age.inWords(age) + " ago" : PageTime.of(watermark);
    }
}
