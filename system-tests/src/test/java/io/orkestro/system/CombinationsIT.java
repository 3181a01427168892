package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.WholeLife.Step;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Order;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever serves what, a delivery's whole life looks as the monolith alone makes it look; services may say more. */
@ExtendWith(RunningPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CombinationsIT {

    /** Those whose service stands. */
    private static final Set<Capability> MOVABLE = EnumSet.allOf(Capability.class);

    private final Platform platform;
    private final Map<Capability, Mover> movers = new EnumMap<>(Capability.class);
    private List<Step> measure = List.of();

    CombinationsIT(Platform platform) {
        this.platform = platform;
        for (Capability capability : Capability.values()) {
            movers.put(capability, platform.mover(capability));
        }
    }

    @BeforeAll
    void theMonolithSetsTheMeasure() {
        try (Shop shop = Shop.open(platform, "measure")) {
            measure = new WholeLife(platform, shop, new Sides(shop, Set.of())).live();
        }
    }

    @AfterEach
    void everythingIsAtTheMonolithAgain() {
        movers.values().forEach(Mover::switchOff);
    }

    @Test
    void everyCombinationOfSidesLooksTheSame() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> lives = combinations().stream()
                    .map(atTheService -> (Callable<Void>) () -> {
                        try (Shop shop = Shop.open(platform, "mix")) {
                            holds(shop, new Sides(shop, atTheService));
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> life : threads.invokeAll(lives)) {
                life.get();
            }
        }
    }

    /** Which capabilities are at their services: all sets there are. */
    private static List<Set<Capability>> combinations() {
        List<Set<Capability>> sets = new ArrayList<>(List.of(Set.of()));
        for (Capability capability : MOVABLE) {
            for (Set<Capability> without : List.copyOf(sets)) {
                sets.add(Stream.concat(without.stream(), Stream.of(capability)).collect(Collectors.toSet()));
            }
        }
        return sets;
    }

    @Tag("long")
    @ParameterizedTest(name = "{0} moved before each of its steps, beginning at {1}")
    @MethodSource("everyCapabilityFromBothSides")
    void oneIsMovedBeforeEachOfItsSteps(Capability moved, Side first) {
        try (Shop shop = Shop.open(platform, "turns")) {
            Sides sides = new Sides(shop, first == Side.SERVICE ? Set.of(moved) : Set.of());
            sides.turning(Set.of(moved));
            holds(shop, sides);
        }
    }

    static Stream<Arguments> everyCapabilityFromBothSides() {
        return MOVABLE.stream().flatMap(moved -> Stream.of(Side.values()).map(first -> Arguments.of(moved, first)));
    }

    @Tag("long")
    @ParameterizedTest(name = "beginning at {0}")
    @EnumSource(Side.class)
    void allAreMovedBeforeEveryStep(Side first) {
        try (Shop shop = Shop.open(platform, "all")) {
            Sides sides = new Sides(shop, first == Side.SERVICE ? MOVABLE : Set.of());
            sides.turning(MOVABLE);
            holds(shop, sides);
        }
    }

    private void holds(Shop shop, Sides sides) {
        WholeLife life = new WholeLife(platform, shop, sides);

        List<Step> seen = life.live();

        assertThat(seen)
                .as("steps with %s", sides)
                .extracting(Step::name)
                .isEqualTo(measure.stream().map(Step::name).toList());
        assertThat(IntStream.range(0, seen.size()).boxed().flatMap(i -> measure.get(i).missingIn(seen.get(i)).stream()))
                .as("what the monolith says and %s do not", sides)
                .isEmpty();
        Ledger ledger = new Ledger();
        Answer end = shop.api().get("/v1/deliveries/" + life.id()).expect(200);
        Order order = ledger.open(end.at("/externalId"), life.recipient());
        order.created(end.json(), life.bornAt());
        order.reported(end.json(), "delivered");
        assertThat(LedgerIT.settled(ledger, shop).findings())
                .as("with %s", sides)
                .isEmpty();
    }

    /** Where each capability is for one shop. */
    private final class Sides implements WholeLife.Places {

        private final Shop shop;
        private final Map<Capability, Side> sides = new EnumMap<>(Capability.class);
        private Set<Capability> turning = Set.of();

        Sides(Shop shop, Set<Capability> atTheService) {
            this.shop = shop;
            for (Capability capability : Capability.values()) {
                sides.put(capability, Side.MONOLITH);
            }
            atTheService.forEach(capability -> move(capability, Side.SERVICE));
        }

        void turning(Set<Capability> capabilities) {
            turning = capabilities;
        }

        @Override
        public void before(Capability capability) {
            if (turning.contains(capability)) {
                turning.forEach(moved -> move(moved, sideOf(moved).other()));
            }
        }

        /** One at a time: the console has one form, and a stale one is refused. */
        private void move(Capability capability, Side side) {
            sides.put(capability, side);
            Mover mover = Objects.requireNonNull(movers.get(capability));
            synchronized (movers) {
                mover.flip(shop, side);
            }
            mover.awaitServedBy(shop, side);
        }

        @Override
        public String servedBy(Capability capability) {
            return capability.servedBy(sideOf(capability));
        }

        private Side sideOf(Capability capability) {
            return Objects.requireNonNull(sides.get(capability));
        }

        @Override
        public String toString() {
            return sides.entrySet().stream()
                    .map(place -> place.getKey() + " at " + place.getValue())
                    .collect(Collectors.joining(", "));
        }
    }
}
