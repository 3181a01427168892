package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.flags.Backfill;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
     */
    public record Report(
            Peer peer, List<KindReport> kinds, @Nullable String silence) {}

    public Report report(Capability capability, Side side) {
        Peer peer = Peer.of(capability, side);
        try {
            return new Report(peer, kindsIn(doors.get(peer, REPORT), capability), null);
        } catch (DoorClosed closed) {
            return new Report(peer, List.of(), closed.words());
        }
    }

    /** @return what went wrong, in words; empty where it was begun */
    public Optional<String> begin(Peer peer, String kind, Task task) {
        try {
            doors.post(peer, "%s/%s/%s".formatted(REPORT, kind, task.slug()));
            return Optional.empty();
        } catch (DoorClosed closed) {
            return Optional.of(closed.words());
        }
    }

    @Override
    public Optional<String> objection(Capability capability) {
        Report report = report(capability, Side.SERVICE);
        if (report.silence() != null) {
            return Optional.of("Nobody can be moved to the service now: " + report.silence());
        }
        String application = report.peer().application();
        if (report.kinds().isEmpty()) {
            return Optional.of("%s reports no replicas at all: it cannot serve anybody yet.".formatted(application));
        }
        String missing = report.kinds().stream()
                .filter(kind -> !kind.backfilled())
                .map(KindReport::kind)
                .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s has no replicas of everything yet (%s): let the monolith backfill them, on this capability's page."
                                .formatted(application, missing));
    }

    private static List<KindReport> kindsIn(JsonNode answer, Capability capability) {
        List<KindReport> kinds = new ArrayList<>();
        JsonNode list = answer.has("kinds") ? answer.get("kinds") : answer;
        if (list.isObject()) {
            for (Map.Entry<String, JsonNode> entry : list.properties()) {
                kinds.add(kindIn(entry.getKey(), entry.getValue()));
            }
        } else {
            list.forEach(kind -> kinds.add(kindIn(kind.path("kind").asString(""), kind)));
        }
        return kinds.stream()
                .filter(kind -> kind.capability() == null || kind.capability().equals(capability.name()))
                .toList();
    }

    private static KindReport kindIn(String name, JsonNode kind) {
        return new KindReport(
                name,
                kind.hasNonNull("capability") ? kind.get("capability").asString() : null,
                kind.path("owned").asLong(0),
                kind.path("replicas").asLong(0),
                kind.path("fences").asLong(0),
                kind.hasNonNull("watermark") ? kind.get("watermark").asString() : null,
                kind.path("backfilled").asBoolean(false),
                findingsIn(kind.path("findings")));
    }

    private static List<String> findingsIn(JsonNode findings) {
        List<String> texts = new ArrayList<>();
        findings.forEach(finding -> texts.add(finding.isString() ? finding.stringValue() : finding.toString()));
        return texts;
    }
}
