package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.flags.Backfill;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What applications report about ownership, and what they can be told to do about it. */
@Component
public class Handovers implements Backfill {

    private static final String REPORT = "/internal/handover";

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
                kind.path("told").asLong(0),
                kind.path("findings").asLong(0));
    }

    private static @Nullable Instant timeIn(JsonNode kind, String field) {
        String text = kind.path(field).asString("");
        return text.isEmpty() ? null : Instant.parse(text);
    }
}
