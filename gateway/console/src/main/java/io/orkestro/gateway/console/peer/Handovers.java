package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.flags.Backfill;
import io.orkestro.gateway.flags.Retirement;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What applications report about ownership, and what they can be told to do about it. */
@Component
public class Handovers implements Backfill, Retirement {

    private static final String REPORT = "/internal/handover";

    /** As long as a token lives: a request that was decided before may be under way that long. */
    private static final Duration DECISIONS_UNDER_WAY = Duration.ofMinutes(1);

    private final InternalDoors doors;

    Handovers(InternalDoors doors) {
        this.doors = doors;
    }

    /** What people can make an application do about the aggregates of one kind. */
    public enum Task {
        /** Tells the other side everything it owns. */
        BACKFILL,
        /** Compares with the other side whose is what. */
        SWEEP,
        /** Claims what the other side, alive, still owns. */
        TAKE,
        /** Takes what the other side, dead, owned. */
        SEIZE;

        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An application's answer.
     *
     * @param silence why there is none, in words; null where there is
     * @param isExpected whether there is a door to it at all
     */
    public record Report(
            Peer peer, List<KindReport> kinds, @Nullable String silence, boolean isExpected) {}

    public Report report(Capability capability, Side side) {
        Peer peer = Peer.of(capability, side);
        try {
            return new Report(peer, kindsIn(doors.get(peer, REPORT), capability), null, true);
        } catch (DoorClosed closed) {
            return new Report(peer, List.of(), closed.words(), doors.leadTo(peer));
        }
    }

    /** @return what went wrong, in words; empty where it was begun */
    public Optional<String> begin(Peer peer, String kind, Task task) {
        try {
            JsonNode answer = doors.post(peer, "%s/%s/%s".formatted(REPORT, kind, task.slug()));
            return answer.path("started").asBoolean(false)
                    ? Optional.empty()
                    : Optional.of("it is under way already, or there is no other side.");
        } catch (DoorClosed closed) {
            return Optional.of(closed.words());
        }
    }

    /** The monolith must have told everything it owns, and the service must have heard it. */
    @Override
    public Optional<String> objection(Capability capability) {
        Report owner = report(capability, Side.MONOLITH);
        Report service = report(capability, Side.SERVICE);
        for (Report report : List.of(service, owner)) {
            if (report.silence() != null) {
                return Optional.of("Nobody can be moved to the service now: " + report.silence());
            }
        }
        if (owner.kinds().isEmpty()) {
            return Optional.of("%s reports nothing that could be moved: nobody can be served by the service yet."
                    .formatted(owner.peer().application()));
        }
        return owner.kinds().stream()
                .flatMap(kind -> missing(kind, service).stream())
                .findFirst();
    }

    private static Optional<String> missing(KindReport owned, Report service) {
        String application = service.peer().application();
        if (!owned.backfilled()) {
            return Optional.of(
                    "%s has no replicas of everything yet: the backfill of kind “%s” is not finished (%d told so far). See this capability's page."
                            .formatted(application, owned.kind(), owned.told()));
        }
        boolean heard =
                service.kinds().stream().anyMatch(kept -> kept.kind().equals(owned.kind()) && kept.hasHeard(owned));
        return heard
                ? Optional.empty()
                : Optional.of("%s has not heard all of the backfill of kind “%s” yet. See this capability's page."
                        .formatted(application, owned.kind()));
    }

    /** The monolith must own nothing and have said all; the service must have heard it. */
    @Override
    public Optional<String> objectionToRetiring(Capability capability, Instant liveSince, Instant now) {
        Instant settled = liveSince.plus(DECISIONS_UNDER_WAY);
        if (now.isBefore(settled)) {
            return Optional.of(
                    "The service serves everyone only since %d s: requests that were decided before may be under way for a minute. Try again in %d s."
                            .formatted(
                                    Math.max(0, Duration.between(liveSince, now).toSeconds()),
                                    Duration.between(now, settled).toSeconds() + 1));
        }
        Report monolith = report(capability, Side.MONOLITH);
        Report service = report(capability, Side.SERVICE);
        return silenceOf("The monolith's part cannot be retired now", monolith, service)
                .or(() -> monolith.kinds().stream()
                        .flatMap(kind -> stillAt(kind, monolith, service).stream())
                        .findFirst())
                .or(() -> service.kinds().stream()
                        .flatMap(kind -> unsettledAt(kind, service, settled).stream())
                        .findFirst());
    }

    /** The service must have told everything since the monolith listens again, and the monolith must have heard it. */
    @Override
    public Optional<String> objectionToReturning(Capability capability, long returning) {
        Report monolith = report(capability, Side.MONOLITH);
        Report service = report(capability, Side.SERVICE);
        return silenceOf("The monolith cannot take part again now", monolith, service)
                .or(() -> service.kinds().stream()
                        .flatMap(kind -> notYetBack(kind, returning, monolith, service).stream())
                        .findFirst());
    }

    private static Optional<String> silenceOf(String so, Report monolith, Report service) {
        for (Report report : List.of(monolith, service)) {
            if (report.silence() != null) {
                return Optional.of("%s: %s".formatted(so, report.silence()));
            }
            if (report.kinds().isEmpty()) {
                return Optional.of("%s: %s reports nothing of this capability."
                        .formatted(so, report.peer().application()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> stillAt(KindReport kind, Report monolith, Report service) {
        String application = monolith.peer().application();
        if (kind.owned() > 0) {
            return Optional.of(
                    "%s still owns %d of kind “%s”, with what it has begun and has to finish itself, like webhooks under way. Let %s take them, on this capability's page, or wait."
                            .formatted(
                                    application,
                                    kind.owned(),
                                    kind.kind(),
                                    service.peer().application()));
        }
        if (kind.unsent() > 0) {
            return Optional.of("%s has %d messages of this capability still to send. Try again in a moment."
                    .formatted(application, kind.unsent()));
        }
        if (kind.unhandled() > 0) {
            return Optional.of("%s could not handle %d messages of this capability: see Parked."
                    .formatted(application, kind.unhandled()));
        }
        return findingsAt(kind, application);
    }

    private static Optional<String> unsettledAt(KindReport kind, Report service, Instant settled) {
        String application = service.peer().application();
        Instant heard = kind.watermark();
        if (heard == null || heard.isBefore(settled)) {
            return Optional.of("%s has not heard all that the monolith said of kind “%s”. Try again in a moment."
                    .formatted(application, kind.kind()));
        }
        return findingsAt(kind, application);
    }

    private static Optional<String> findingsAt(KindReport kind, String application) {
        return kind.findings() == 0
                ? Optional.empty()
                : Optional.of("%s has %d open findings of kind “%s”: both sides' rows disagree. Put them right first."
                        .formatted(application, kind.findings(), kind.kind()));
    }

    private static Optional<String> notYetBack(KindReport told, long returning, Report monolith, Report service) {
        if (told.backfilledFor() < returning || !told.backfilled()) {
            return Optional.of(
                    "The monolith has no replicas of everything yet: %s is still telling it of kind “%s” (%d told so far). See this capability's page."
                            .formatted(service.peer().application(), told.kind(), told.told()));
        }
        boolean heard =
                monolith.kinds().stream().anyMatch(kept -> kept.kind().equals(told.kind()) && kept.hasHeard(told));
        return heard
                ? Optional.empty()
                : Optional.of("%s has not heard all that it was told of kind “%s” yet. Try again in a moment."
                        .formatted(monolith.peer().application(), told.kind()));
    }

    private static List<KindReport> kindsIn(JsonNode answer, Capability capability) {
        return answer.properties().stream()
                .map(entry -> kindIn(entry.getKey(), entry.getValue()))
                .filter(kind -> kind.capability().equals(capability.name()))
                .toList();
    }

    private static KindReport kindIn(String name, JsonNode kind) {
        return new KindReport(
                name,
                kind.path("capability").asString(""),
                kind.path("owned").asLong(0),
                kind.path("replicas").asLong(0),
                kind.path("fences").asLong(0),
                timeIn(kind, "watermark"),
                kind.path("backfilled").asBoolean(false),
                timeIn(kind, "backfilledAt"),
                kind.path("backfilledFor").asLong(0),
                kind.path("told").asLong(0),
                kind.path("findings").asLong(0),
                kind.path("unsent").asLong(0),
                kind.path("unhandled").asLong(0));
    }

    private static @Nullable Instant timeIn(JsonNode kind, String field) {
        String text = kind.path(field).asString("");
        return text.isEmpty() ? null : Instant.parse(text);
    }
}
