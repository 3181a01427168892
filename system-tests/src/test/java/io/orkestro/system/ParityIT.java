package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.system.Mover.Side;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Order;
import java.util.List;
import java.util.function.Consumer;
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

/**
 * A delivery's whole life looks the same whichever side serves it, and wherever it is moved in the middle. The monolith alone
 * sets the measure.
 */
@ExtendWith(RunningPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParityIT {

    private final Platform platform;
    private final Mover mover;
    private List<String> measure = List.of();

    ParityIT(Platform platform) {
        this.platform = platform;
        this.mover = platform.mover();
    }

    @BeforeAll
    void theMonolithSetsTheMeasure() {
        try (Shop shop = Shop.open(platform, "measure")) {
            measure = new Life(platform, shop, new Moving(shop, Side.MONOLITH, _ -> {})).live();
        }
    }

    @AfterEach
    void everythingIsAtTheMonolithAgain() {
        mover.switchOff();
    }

    @Test
    void theMonolithDoesTheSameTwice() {
        lives(Side.MONOLITH, _ -> {});
    }

    @Test
    void liveForEverybody() {
        try (Shop shop = Shop.open(platform, "live")) {
            mover.live(shop);
            holds(shop, new Moving(shop, Side.SERVICE, _ -> {}));
        }
    }

    @Test
    void canaryForThisRetailerAlone() {
        try (Shop other = Shop.open(platform, "other")) {
            lives(Side.SERVICE, _ -> {});
            mover.awaitServedBy(other, Side.MONOLITH);
        }
    }

    @ParameterizedTest(name = "beginning at {0}")
    @EnumSource(Side.class)
    void movedBeforeEveryStep(Side first) {
        lives(first, Moving::turn);
    }

    @ParameterizedTest(name = "beginning at {0}")
    @EnumSource(Side.class)
    void everyPostIsSentAgainToTheOtherSide(Side first) {
        try (Shop shop = Shop.open(platform, "again")) {
            Moving turns = new Moving(shop, first, _ -> {});
            turns.sendAgain();
            start(shop, first);
            holds(shop, turns);
        }
    }

    @Tag("long")
    @ParameterizedTest(name = "from {1}, before: {0}")
    @MethodSource("everyStepFromBothSides")
    void movedOnce(String step, Side first) {
        lives(first, moving -> {
            if (moving.step().equals(step)) {
                moving.turn();
            }
        });
    }

    static Stream<Arguments> everyStepFromBothSides() {
        return Life.STEPS.stream().flatMap(step -> Stream.of(Side.values()).map(side -> Arguments.of(step, side)));
    }

    private void lives(Side first, Consumer<Moving> beforeStep) {
        try (Shop shop = Shop.open(platform, "parity")) {
            start(shop, first);
            holds(shop, new Moving(shop, first, beforeStep));
        }
    }

    private void start(Shop shop, Side first) {
        if (first == Side.SERVICE) {
            mover.move(shop, first);
        } else {
            mover.awaitServedBy(shop, first);
        }
    }

    private void holds(Shop shop, Moving turns) {
        Life life = new Life(platform, shop, turns);

        List<String> seen = life.live();

        assertThat(seen).containsExactlyElementsOf(measure);

        Ledger ledger = new Ledger();
        Answer end = shop.api().get("/v1/deliveries/" + life.id()).expect(200);
        Order order = ledger.open(end.at("/externalId"), life.recipient());
        order.created(end.json(), turns.first().servedBy());
        order.reported(end.json(), "delivered");
        assertThat(LedgerIT.settled(ledger, shop).findings()).isEmpty();
    }

    /** Dispatch, moved for one shop. */
    private final class Moving implements Life.Turns {

        private final Shop shop;
        private final Side first;
        private final Consumer<Moving> beforeStep;
        private Side served;
        private String step = "";
        private boolean again;

        Moving(Shop shop, Side first, Consumer<Moving> beforeStep) {
            this.shop = shop;
            this.first = first;
            this.served = first;
            this.beforeStep = beforeStep;
        }

        Side first() {
            return first;
        }

        String step() {
            return step;
        }

        void turn() {
            served = served.other();
            mover.move(shop, served);
        }

        void sendAgain() {
            again = true;
        }

        @Override
        public void before(String next) {
            step = next;
            beforeStep.accept(this);
        }

        @Override
        public Side served() {
            return served;
        }

        @Override
        public boolean sendsAgain() {
            return again;
        }

        @Override
        public void across() {
            turn();
        }
    }
}
