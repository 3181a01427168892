package io.orkestro.gateway.console.peer;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What shows at once that something is wrong: who is silent, whose replicas lag, what is parked. Cheap to ask for. */
@Component
public class Pulse {

    private static final String HEARD = "/internal/handover/heard";

    /** Heartbeats come every second. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final InternalDoors doors;
    private final ParkedLots lots;
    private final Clock clock;

    Pulse(InternalDoors doors, ParkedLots lots, Clock clock) {
        this.doors = doors;
        this.lots = lots;
        this.clock = clock;
    }

    /**
     * How far an application has heard the other side of a capability.
     *
     * @param upTo null where it has not heard all of it yet
     * @param unsentSince since when the oldest message of the capability waits to leave it; null where all have left
     */
    private record Heard(@Nullable Instant upTo, @Nullable Instant unsentSince) {}

    /** @param silence why there is no more to tell, in words; null where there is */
    private record Answer(
            Map<String, Heard> heard, long parked, @Nullable String silence) {

        boolean isSilent() {
            return silence != null;
        }

        @Nullable
        Heard of(Capability capability) {
            return heard.get(capability.name());
        }
    }

    /** What they all said at one moment. */
    public static final class Reading {

        private final Map<Peer, Answer> answers;
        private final Instant at;

        private Reading(Map<Peer, Answer> answers, Instant at) {
            this.answers = answers;
            this.at = at;
        }

        /** What is wrong with either side of a capability, a sentence each; mostly nothing. */
        public List<String> troubles(Capability capability) {
            List<String> troubles = new ArrayList<>();
            for (Side side : Side.values()) {
                silence(Peer.of(capability, side)).ifPresent(troubles::add);
            }
            for (Side side : Side.values()) {
                lag(capability, side).ifPresent(troubles::add);
            }
            return troubles;
        }

        /** How old either side's replicas may be. */
        public String replicas(Capability capability) {
            String ages = Arrays.stream(Side.values())
                    .flatMap(side -> age(capability, side).stream()
                            .map(age -> "%s’s %s old".formatted(side.slug(), Age.inWords(age))))
                    .collect(Collectors.joining(", "));
            return ages.isEmpty() ? "nobody keeps any" : ages;
        }

        /** How many messages which applications could not handle; empty where there are none. */
        public String parked() {
            return answers.entrySet().stream()
                    .filter(each -> each.getValue().parked() > 0)
                    .map(each -> "%,d at %s"
                            .formatted(each.getValue().parked(), each.getKey().application()))
                    .collect(Collectors.joining(", "));
        }

        private Optional<String> silence(Peer peer) {
            return Optional.ofNullable(answers.get(peer)).map(Answer::silence);
        }

        private Optional<Duration> age(Capability capability, Side side) {
            return Optional.ofNullable(answers.get(Peer.of(capability, side)))
                    .map(answer -> answer.of(capability))
                    .map(Heard::upTo)
                    .map(heard -> Duration.between(heard, at));
        }

        /** Where the other side is silent that is all there is to say. */
        private Optional<String> lag(Capability capability, Side side) {
            Peer behind = Peer.of(capability, side);
            Peer ahead = Peer.of(capability, side.other());
            @Nullable Answer other = answers.get(ahead);
            if (other == null || other.isSilent()) {
                return Optional.empty();
            }
            String where = Optional.ofNullable(other.of(capability))
                    .map(Heard::unsentSince)
                    .map(since -> Duration.between(since, at))
                    .filter(age -> age.compareTo(LATE) > 0)
                    .map(age -> "Messages of it wait to leave there, the oldest for %s.".formatted(Age.inWords(age)))
                    .orElse("What it did has left there: it waits in the broker, or is not handled as fast as it"
                            + " comes.");
            return age(capability, side)
                    .filter(age -> age.compareTo(LATE) > 0)
                    .map(age -> "%s lags %s behind %s. %s"
                            .formatted(behind.application(), Age.inWords(age), ahead.application(), where));
        }
    }

    /** Asks all of them at once, as a dead one takes its time: two seconds at most. */
    public Reading take() {
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Peer, CompletableFuture<Answer>> asked = new EnumMap<>(Peer.class);
            Stream.of(Peer.values())
                    .filter(lots::leadTo)
                    .forEach(peer -> asked.put(peer, CompletableFuture.supplyAsync(() -> ask(peer), calls)));
            Map<Peer, Answer> answers = new EnumMap<>(Peer.class);
            asked.forEach((peer, answer) -> answers.put(peer, answer.join()));
            return new Reading(answers, clock.instant());
        }
    }

    private Answer ask(Peer peer) {
        try {
            Map<String, Heard> heard = peer == Peer.CONSOLE ? Map.of() : heardIn(doors.get(peer, HEARD));
            return new Answer(heard, lots.look(peer, 1).count(), null);
        } catch (DoorClosed closed) {
            return new Answer(Map.of(), 0, closed.words());
        }
    }

    private static Map<String, Heard> heardIn(JsonNode answer) {
        return answer.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new Heard(timeIn(each.getValue(), "upTo"), timeIn(each.getValue(), "unsentSince"))));
    }

    private static @Nullable Instant timeIn(JsonNode heard, String field) {
        String text = heard.path(field).asString("");
        return text.isEmpty() ? null : Instant.parse(text);
    }
}
