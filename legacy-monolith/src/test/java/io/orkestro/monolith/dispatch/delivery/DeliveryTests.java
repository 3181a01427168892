package io.orkestro.monolith.dispatch.delivery;

import static io.orkestro.monolith.dispatch.delivery.Fixtures.NOW;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.PACE;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.aBookingDelivery;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.aDelivery;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.aQuotingDelivery;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.aWaitingDelivery;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.anAssignedDelivery;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.birth;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.born;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.cancellation;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.consignment;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.current;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.decide;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.ended;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.pickup;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.pickupReadyAt;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.quote;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.report;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.rules;
import static io.orkestro.monolith.dispatch.delivery.Fixtures.yes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.monolith.dispatch.consignment.Amendment;
import io.orkestro.monolith.dispatch.consignment.Consignment;
import io.orkestro.monolith.dispatch.consignment.DeliverableAction;
import io.orkestro.monolith.dispatch.consignment.Requirement;
import io.orkestro.monolith.dispatch.consignment.UndeliverableAction;
import io.orkestro.monolith.dispatch.delivery.Attempt.Status;
import io.orkestro.monolith.dispatch.proof.Proof;
import io.orkestro.monolith.dispatch.proof.ProofType;
import io.orkestro.monolith.dispatch.rule.DispatchRules;
import io.orkestro.monolith.dispatch.rule.Load;
import io.orkestro.monolith.dispatch.rule.Rebooking;
import io.orkestro.monolith.dispatch.rule.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryTests {

    @Nested
    class Birth {

        @Test
        void asksForQuotesAtOnce() {
            Delivery.Born born = born(consignment(), DispatchRules.INITIAL);

            assertThat(born.change().event()).isEqualTo("delivery.created");
            assertThat(born.change().ask()).isInstanceOf(Change.Quotes.class);
            assertThat(born.delivery().sequence()).isEqualTo(1);
            assertThat(born.delivery().epoch()).isEqualTo(1);
            assertThat(born.delivery().dispatchState()).isEqualTo(DispatchState.QUOTING);
            assertThat(born.delivery().giveUpAt()).isEqualTo(NOW.plusSeconds(1_800));
            assertThat(born.delivery().nextDueAt()).isEqualTo(NOW.plusSeconds(30));
        }

        @Test
        void waitsForItsWordWithoutAutoDispatch() {
            Delivery delivery = aWaitingDelivery();

            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.WAITING_FOR_DISPATCH);
            assertThat(delivery.nextDueAt()).isNull();
        }

        @Test
        void waitsForItsWordWhereTheRulesNeedAnOrderValue() {
            DispatchRules needy =
                    new DispatchRules(1, Strategy.CHEAPEST, List.of(), List.of(), null, Map.of(), true, 8, 1_800, 60);

            assertThat(born(consignment(pickup(), null), needy).delivery().dispatchState())
                    .isEqualTo(DispatchState.WAITING_FOR_DISPATCH);
            assertThat(born(consignment(), needy).delivery().dispatchState()).isEqualTo(DispatchState.QUOTING);
        }

        @Test
        void asksFortyFiveMinutesBeforeALaterPickUp() {
            Instant readyAt = NOW.plus(Duration.ofHours(5));
            Delivery.Born born = born(consignment(pickupReadyAt(readyAt), null), DispatchRules.INITIAL);

            assertThat(born.change().ask()).isNull();
            assertThat(born.delivery().dispatchState()).isEqualTo(DispatchState.SCHEDULED);
            assertThat(born.delivery().nextDueAt()).isEqualTo(readyAt.minus(Duration.ofMinutes(45)));
        }

        @Test
        void booksTheChosenCourierFirst() {
            Delivery delivery = chosen(Fallback.RULES);

            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.BOOKING);
            assertThat(current(delivery).courierId()).isEqualTo("crr_velo");
            assertThat(current(delivery).quoteToken()).isEqualTo("token");
        }
    }

    @Nested
    class Search {

        @Test
        void booksTheBestAndThenTheNext() {
            Delivery delivery = aBookingDelivery();
            assertThat(current(delivery).courierId()).isEqualTo("crr_velo");
            assertThat(current(delivery).answerBy()).isEqualTo(NOW.plusSeconds(60));

            Change change = ended(delivery, Status.REJECTED, "no_driver", NOW);

            assertThat(change.ask()).isInstanceOf(Change.Booking.class);
            assertThat(current(delivery).courierId()).isEqualTo("crr_pedal");
            assertThat(current(delivery).number()).isEqualTo(2);
            assertThat(delivery.attempts().getFirst().status()).isEqualTo(Status.REJECTED);
        }

        @Test
        void asksForQuotesAgainAfterAPauseWhenNobodyIsLeft() {
            Delivery delivery = aBookingDelivery();
            ended(delivery, Status.REJECTED, "no_driver", NOW);
            ended(delivery, Status.EXPIRED, "no_answer", NOW);
            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.SEARCHING);
            assertThat(delivery.nextDueAt()).isEqualTo(NOW.plusSeconds(30));

            assertThat(delivery.due(NOW.plusSeconds(29), PACE)).isEmpty();
            Change change = delivery.due(NOW.plusSeconds(30), PACE).orElseThrow();

            assertThat(change.ask()).isInstanceOf(Change.Quotes.class);
        }

        @Test
        void neverAsksTheSameCourierTwice() {
            Delivery delivery = aBookingDelivery();
            ended(delivery, Status.REJECTED, "no_driver", NOW);
            ended(delivery, Status.REJECTED, "no_driver", NOW);
            delivery.due(NOW.plusSeconds(30), PACE);

            var round = decide(delivery, NOW.plusSeconds(31), quote("velo", 500), quote("pedal", 600));

            assertThat(round.chosen()).isNull();
            assertThat(round.candidates())
                    .allMatch(candidate -> candidate.reasons().equals(List.of("already_tried")));
        }

        @Test
        void mayAskACourierAgainThatWasFull() {
            Delivery delivery = aQuotingDelivery();
            decide(delivery, NOW, quote("velo", 500));
            ended(delivery, Status.REJECTED, "at_capacity", NOW);
            delivery.due(NOW.plusSeconds(30), PACE);

            decide(delivery, NOW.plusSeconds(31), quote("velo", 500));

            assertThat(current(delivery).number()).isEqualTo(2);
            assertThat(current(delivery).courierId()).isEqualTo("crr_velo");
        }

        @Test
        void asksAgainWhenQuotesDoNotCome() {
            Delivery delivery = aQuotingDelivery();

            Change change = delivery.due(NOW.plusSeconds(30), PACE).orElseThrow();

            assertThat(change.ask()).isInstanceOf(Change.Quotes.class);
            assertThat(delivery.quotesAsked()).isEqualTo(2);
        }

        @Test
        void expiresWhenItsTimeIsUp() {
            Delivery delivery = aQuotingDelivery();

            Change change = delivery.due(NOW.plusSeconds(1_800), PACE).orElseThrow();

            assertThat(change.event()).isEqualTo("delivery.expired");
            assertThat(delivery.failure()).isEqualTo(Failure.NO_COURIER);
            assertThat(delivery.nextDueAt()).isNull();
        }

        @Test
        void callsAnAskedCourierOffBeforeItExpires() {
            Delivery delivery = aBookingDelivery();

            Change giveUp = delivery.due(NOW.plusSeconds(1_800), PACE).orElseThrow();
            assertThat(giveUp.ask()).isInstanceOf(Change.Withdrawal.class);
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
            assertThat(delivery.confirmed(yes(delivery), NOW)).isEmpty();

            assertThat(ended(delivery, Status.WITHDRAWN, "search_given_up", NOW).event())
                    .isEqualTo("delivery.expired");
        }

        @Test
        void givesUpAfterSoManyAttempts() {
            Delivery delivery = born(consignment(), rules(1)).delivery();
            decide(delivery, NOW, quote("velo", 500), quote("pedal", 600));

            assertThat(ended(delivery, Status.REJECTED, "no_driver", NOW).event())
                    .isEqualTo("delivery.expired");
            assertThat(delivery.failure()).isEqualTo(Failure.ATTEMPTS_EXHAUSTED);
        }

        @Test
        void fallsBackToTheRulesWhenTheChosenCourierSaysNo() {
            Delivery delivery = chosen(Fallback.RULES);
            ended(delivery, Status.REJECTED, "no_driver", NOW);
            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.SEARCHING);
        }

        @Test
        void expiresWithoutFallbackWhenTheChosenCourierSaysNo() {
            Delivery delivery = chosen(Fallback.NONE);
            assertThat(ended(delivery, Status.REJECTED, "no_driver", NOW).event())
                    .isEqualTo("delivery.expired");
            assertThat(delivery.failure()).isEqualTo(Failure.CHOSEN_COURIER_SAID_NO);
        }

        @Test
        void takesAnAnswerOnce() {
            Delivery delivery = aBookingDelivery();
            String first = current(delivery).bookingId();
            ended(delivery, Status.REJECTED, "no_driver", NOW);

            assertThat(delivery.bookingEnded(first, Status.EXPIRED, null, NOW, PACE))
                    .isEmpty();
            assertThat(delivery.attempts()).hasSize(2);
        }

        @Test
        void ignoresQuotesNobodyWaitsFor() {
            Delivery delivery = anAssignedDelivery();
            long sequence = delivery.sequence();
            decide(delivery, NOW, quote("cheap", 1));
            assertThat(delivery.sequence()).isEqualTo(sequence);
        }
    }

    @Nested
    class DroppingOut {

        @Test
        void beforeThePickUpTheNextIsAsked() {
            Delivery delivery = aDelivery(DeliveryStatus.PICKUP_ARRIVED);

            Change change = ended(delivery, Status.WITHDRAWN, "dropped_out", NOW);

            assertThat(change.event()).isEqualTo("delivery.pending");
            assertThat(change.ask()).isInstanceOf(Change.Quotes.class);
            assertThat(delivery.tried()).containsExactly("crr_velo");
            assertThat(delivery.isCarriedBy("crr_velo")).isFalse();
        }

        @Test
        void afterThePickUpTheDeliveryHasFailed() {
            Delivery delivery = aDelivery(DeliveryStatus.PICKED_UP);

            assertThat(ended(delivery, Status.WITHDRAWN, "dropped_out", NOW).event())
                    .isEqualTo("delivery.failed");
            assertThat(delivery.failure()).isEqualTo(new Failure("dropped_out"));
        }

        @Test
        void withTheLastAttemptTheDeliveryExpires() {
            Delivery delivery = born(consignment(), rules(1)).delivery();
            decide(delivery, NOW, quote("velo", 500));
            delivery.confirmed(yes(delivery), NOW);

            assertThat(ended(delivery, Status.WITHDRAWN, "dropped_out", NOW).event())
                    .isEqualTo("delivery.pending");
            assertThat(delivery.due(NOW, PACE).orElseThrow().event()).isEqualTo("delivery.expired");
        }
    }

    @Nested
    class Cancelling {

        @ParameterizedTest
        @EnumSource(names = {"PENDING", "ASSIGNED", "PICKUP_ARRIVED"})
        void isFreeBeforeThePickUpAndCallsTheCourierOff(DeliveryStatus status) {
            Delivery delivery = aDelivery(status);

            Change change = delivery.cancel(cancellation(), NOW).orElseThrow();

            assertThat(change.event()).isEqualTo("delivery.cancelled");
            assertThat(change.ask()).isInstanceOf(Change.Withdrawal.class);
            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.WITHDRAWING);
            assertThat(delivery.isCarriedBy("crr_velo")).isTrue();

            ended(delivery, Status.WITHDRAWN, "delivery_cancelled", NOW);
            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.DONE);
            assertThat(delivery.isCarriedBy("crr_velo")).isFalse();
        }

        @Test
        void ofADeliveryWithoutACourierIsDoneAtOnce() {
            Delivery delivery = aQuotingDelivery();
            assertThat(delivery.cancel(cancellation(), NOW).orElseThrow().ask()).isNull();
            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.DONE);
        }

        @Test
        void twiceChangesNothing() {
            Delivery delivery = aDelivery(DeliveryStatus.CANCELLED);
            assertThat(delivery.cancel(cancellation(), NOW)).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(
                names = {
                    "PICKED_UP",
                    "DROPOFF_ENROUTE",
                    "DROPOFF_ARRIVED",
                    "DELIVERED",
                    "RETURNING",
                    "RETURNED",
                    "FAILED",
                    "EXPIRED"
                })
        void isRefusedAfterThePickUp(DeliveryStatus status) {
            Delivery delivery = aDelivery(status);
            assertThatThrownBy(() -> delivery.cancel(cancellation(), NOW)).isInstanceOf(NotCancellable.class);
        }

        @Test
        void meetsAYesOnItsWay() {
            Delivery delivery = aBookingDelivery();
            delivery.cancel(cancellation(), NOW);
            assertThat(delivery.confirmed(yes(delivery), NOW)).isEmpty();
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.CANCELLED);
        }
    }

    @Nested
    class Returning {

        @ParameterizedTest
        @EnumSource(names = {"PICKED_UP", "DROPOFF_ENROUTE", "DROPOFF_ARRIVED"})
        void isForGoodsOnTheRoad(DeliveryStatus status) {
            Delivery delivery = aDelivery(status);
            assertThat(delivery.bringBack(null, NOW).orElseThrow().event()).isEqualTo("delivery.returning");
            assertThat(delivery.bringBack(null, NOW)).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(
                names = {
                    "PENDING",
                    "ASSIGNED",
                    "PICKUP_ARRIVED",
                    "DELIVERED",
                    "CANCELLED",
                    "RETURNED",
                    "FAILED",
                    "EXPIRED"
                })
        void isForNothingElse(DeliveryStatus status) {
            Delivery delivery = aDelivery(status);
            assertThatThrownBy(() -> delivery.bringBack(null, NOW)).isInstanceOf(IllegalMove.class);
        }
    }

    @Nested
    class Reports {

        @Test
        void ofAnotherAttemptAreIgnored() {
            Delivery delivery = anAssignedDelivery();
            Report stale = new Report(7, DeliveryStatus.PICKED_UP, NOW, null, null, List.of(), null, null);
            assertThat(delivery.reported(stale, NOW)).isEmpty();
        }

        @Test
        void thatRepeatMayStillBringAnEta() {
            Delivery delivery = aDelivery(DeliveryStatus.PICKED_UP);
            Instant eta = NOW.plusSeconds(2_400);
            Report news = new Report(
                    1, DeliveryStatus.PICKUP_ARRIVED, NOW, new Driver("Kim", null, null), null, List.of(), null, eta);

            assertThat(delivery.reported(news, NOW).orElseThrow().event()).isEqualTo("delivery.updated");
            assertThat(delivery.reported(news, NOW)).isEmpty();
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.PICKED_UP);
            assertThat(current(delivery).dropoffEta()).isEqualTo(eta);
            assertThat(Objects.requireNonNull(current(delivery).driver()).phone())
                    .isEqualTo("+447700900456");
        }

        @Test
        void ofAHandOverNeedTheRequiredProofs() {
            Delivery delivery = anAssignedDelivery(Requirement.PHOTO, Requirement.PIN, Requirement.COLD);
            assertThatThrownBy(() -> delivery.reported(report(delivery, DeliveryStatus.DELIVERED), NOW))
                    .isInstanceOf(ProofRequired.class)
                    .hasMessageContaining("photo, pin");
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.ASSIGNED);

            assertThat(delivery.proved(proof("1", ProofType.PHOTO), NOW)
                            .orElseThrow()
                            .event())
                    .isEqualTo("delivery.proof_added");
            Report withPin = new Report(
                    1, DeliveryStatus.DELIVERED, NOW, null, null, List.of(proof("2", ProofType.PIN)), null, null);
            assertThat(delivery.reported(withPin, NOW).orElseThrow().event()).isEqualTo("delivery.delivered");
            assertThat(delivery.proofs()).hasSize(2);
            assertThat(current(delivery).status()).isEqualTo(Status.COMPLETED);
        }

        @Test
        void ofTheSameProofAreOneProof() {
            Delivery delivery = anAssignedDelivery();
            delivery.proved(proof("1", ProofType.PHOTO), NOW);
            assertThat(delivery.proved(proof("1", ProofType.PHOTO), NOW)).isEmpty();
        }
    }

    @Nested
    class Dispatching {

        @Test
        void startsWhatWaits() {
            Delivery delivery = aWaitingDelivery();
            assertThat(delivery.dispatch(null, NOW, PACE).orElseThrow().ask()).isInstanceOf(Change.Quotes.class);
            assertThat(delivery.giveUpAt()).isEqualTo(NOW.plusSeconds(1_800));
        }

        @Test
        void changesNothingWhereTheSearchIsUnderWay() {
            assertThat(aQuotingDelivery().dispatch(null, NOW, PACE)).isEmpty();
            assertThat(anAssignedDelivery().dispatch(null, NOW, PACE)).isEmpty();
        }

        @Test
        void isRefusedAtTheEnd() {
            Delivery delivery = aDelivery(DeliveryStatus.EXPIRED);
            assertThatThrownBy(() -> delivery.dispatch(null, NOW, PACE)).isInstanceOf(IllegalMove.class);
        }
    }

    @Nested
    class Amending {

        @Test
        void isPossibleUntilTheEnd() {
            Delivery delivery = aDelivery(DeliveryStatus.DROPOFF_ENROUTE);
            Optional<Change> change = delivery.amend(instructions("Blue door"), NOW, PACE);
            assertThat(change.orElseThrow().event()).isEqualTo("delivery.updated");
            assertThat(delivery.amend(instructions("Blue door"), NOW, PACE)).isEmpty();
            Delivery over = aDelivery(DeliveryStatus.DELIVERED);
            assertThatThrownBy(() -> over.amend(instructions("Blue door"), NOW, PACE))
                    .isInstanceOf(IllegalMove.class);
        }

        @Test
        void ofWindowsIsForPendingDeliveries() {
            Amendment later = new Amendment(
                    new Amendment.StopAmendment(null, null, NOW.plus(Duration.ofHours(3)), null), null, null, null);
            Delivery scheduled = born(
                            consignment(pickupReadyAt(NOW.plus(Duration.ofHours(2))), null), DispatchRules.INITIAL)
                    .delivery();
            scheduled.amend(later, NOW, PACE);
            assertThat(scheduled.quotesAt()).isEqualTo(NOW.plus(Duration.ofMinutes(135)));

            Delivery assigned = anAssignedDelivery();
            assertThatThrownBy(() -> assigned.amend(later, NOW, PACE)).isInstanceOf(IllegalMove.class);
        }
    }

    @Nested
    class Watching {

        private static final Rebooking WATCHFUL = new Rebooking(null, null, null, true, null, null);

        @Test
        void beginsTenMinutesBeforeThePickUp() {
            Instant readyAt = NOW.plus(Duration.ofMinutes(40));
            Delivery delivery = booked(consignment(pickupReadyAt(readyAt), null), WATCHFUL);

            assertThat(delivery.nextDueAt()).isEqualTo(readyAt.minus(Duration.ofMinutes(10)));
        }

        @Test
        void givesACourierThatWasJustFoundFiveMinutes() {
            assertThat(booked(consignment(), WATCHFUL).nextDueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        }

        @Test
        void isOffUnlessTheRulesSaySo() {
            assertThat(booked(consignment(), new Rebooking(null, null, null, null, null, null))
                            .nextDueAt())
                    .isNull();
        }

        @Test
        void callsASilentCourierOffAndGoesOnOnlyAfterTheAnswer() {
            Delivery delivery = booked(consignment(), WATCHFUL);

            Change change = delivery.due(NOW.plusSeconds(300), PACE).orElseThrow();

            assertThat(change.ask()).isEqualTo(new Change.Withdrawal(current(delivery), Delivery.NOBODY_ON_THE_WAY));
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.ASSIGNED);
            assertThat(delivery.due(NOW.plusSeconds(900), PACE)).isEmpty();

            Change answered = ended(delivery, Status.WITHDRAWN, Delivery.NOBODY_ON_THE_WAY, NOW.plusSeconds(301));
            assertThat(answered.event()).isEqualTo("delivery.pending");
            assertThat(answered.ask()).isInstanceOf(Change.Quotes.class);
            assertThat(delivery.tried()).containsExactly("crr_velo");
        }

        @Test
        void looksAgainFiveMinutesAfterASignOfLife() {
            Delivery delivery = booked(consignment(), WATCHFUL);
            Instant heard = NOW.plusSeconds(200);
            delivery.reported(new Report(1, DeliveryStatus.ASSIGNED, heard, null, null, List.of(), null, null), heard);

            assertThat(delivery.due(NOW.plusSeconds(300), PACE)).isEmpty();
            delivery.restoreDeadline();
            assertThat(delivery.nextDueAt()).isEqualTo(NOW.plusSeconds(600));
            assertThat(delivery.due(NOW.plusSeconds(600), PACE)).isPresent();
        }

        @Test
        void endsWhenTheCourierIsThere() {
            Delivery delivery = booked(consignment(), WATCHFUL);
            delivery.reported(report(delivery, DeliveryStatus.PICKUP_ARRIVED), NOW);
            assertThat(delivery.nextDueAt()).isNull();
        }

        @Test
        void neverTakesGoodsFromADriverThatHasThem() {
            Delivery delivery = booked(consignment(), WATCHFUL);
            delivery.due(NOW.plusSeconds(300), PACE);
            delivery.reported(report(delivery, DeliveryStatus.PICKED_UP), NOW);

            assertThat(delivery.bookingEnded(
                            current(delivery).bookingId(), Status.WITHDRAWN, Delivery.NOBODY_ON_THE_WAY, NOW, PACE))
                    .isEmpty();
            assertThat(delivery.isCarriedBy("crr_velo")).isTrue();
            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.BOOKED);
        }

        private static Delivery booked(Consignment consignment, Rebooking rebooking) {
            Delivery delivery = born(consignment, rules(rebooking)).delivery();
            decide(delivery, NOW, quote("velo", 500), quote("pedal", 600));
            delivery.confirmed(
                    new Confirmation(current(delivery).bookingId(), null, null, null, null, null, null), NOW);
            return delivery;
        }
    }

    @Nested
    class WithoutRebooking {

        @ParameterizedTest
        @CsvSource({"false, true, true, REJECTED", "true, false, true, EXPIRED", "true, true, false, WITHDRAWN"})
        void itWaitsForSomebodysWord(boolean onRejection, boolean onTimeout, boolean onDropOut, Status how) {
            Delivery delivery = born(
                            consignment(), rules(new Rebooking(onRejection, onTimeout, onDropOut, null, null, null)))
                    .delivery();
            decide(delivery, NOW, quote("velo", 500), quote("pedal", 600));

            Change change = ended(delivery, how, "whatever", NOW);

            assertThat(change.ask()).isNull();
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
            assertThat(delivery.dispatchState()).isEqualTo(DispatchState.WAITING_FOR_DISPATCH);
            assertThat(delivery.candidates()).isEmpty();
            assertThat(delivery.dispatch(null, NOW, PACE).orElseThrow().ask()).isInstanceOf(Change.Quotes.class);
            assertThat(delivery.tried()).containsExactly("crr_velo");
        }
    }

    @Nested
    class NobodyThere {

        @Test
        void bringsTheGoodsBackByDefaultAndSaysItTwiceWithoutHarm() {
            Delivery delivery = onTheRoad(UndeliverableAction.RETURN);
            assertThat(absent(delivery).orElseThrow().event()).isEqualTo("delivery.returning");
            assertThat(delivery.failure()).isEqualTo(new Failure("recipient_absent"));
            assertThat(absent(delivery)).isEmpty();
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.RETURNING);
        }

        @Test
        void leavesThemAtTheDoorOnceAPhotoShowsIt() {
            Delivery delivery = onTheRoad(UndeliverableAction.LEAVE_AT_DOOR);
            assertThatThrownBy(() -> absent(delivery)).isInstanceOf(ProofRequired.class);

            delivery.proved(proof("1", ProofType.PHOTO), NOW);
            assertThat(absent(delivery).orElseThrow().event()).isEqualTo("delivery.delivered");
            assertThat(delivery.failure()).isNull();
        }

        @Test
        void discardsThemWhereTheRetailerDoesNotWantThemBack() {
            Delivery delivery = onTheRoad(UndeliverableAction.DISCARD);
            assertThat(absent(delivery).orElseThrow().event()).isEqualTo("delivery.failed");
            assertThat(delivery.failure()).isEqualTo(Failure.DISCARDED);
        }

        @Test
        void isNotWhatADamagedParcelIs() {
            Delivery delivery = onTheRoad(UndeliverableAction.RETURN);
            Report damaged =
                    new Report(1, DeliveryStatus.FAILED, NOW, null, "damage_in_transit", List.of(), null, null);
            assertThat(delivery.reported(damaged, NOW).orElseThrow().event()).isEqualTo("delivery.failed");
        }

        private static java.util.Optional<Change> absent(Delivery delivery) {
            return delivery.reported(
                    new Report(1, DeliveryStatus.FAILED, NOW, null, "recipient_absent", List.of(), null, null), NOW);
        }

        private static Delivery onTheRoad(UndeliverableAction action) {
            Consignment plain = consignment();
            Delivery delivery = born(
                            new Consignment(
                                    plain.pickup(),
                                    plain.dropoff(),
                                    plain.items(),
                                    plain.orderValue(),
                                    plain.tip(),
                                    List.of(),
                                    null,
                                    action,
                                    DeliverableAction.MEET_AT_DOOR,
                                    null,
                                    Map.of()),
                            DispatchRules.INITIAL)
                    .delivery();
            decide(delivery, NOW, quote("velo", 500));
            delivery.confirmed(yes(delivery), NOW);
            delivery.reported(report(delivery, DeliveryStatus.DROPOFF_ARRIVED), NOW);
            return delivery;
        }
    }

    @Test
    void everyChangeCountsOnce() {
        Delivery delivery = aQuotingDelivery();
        decide(delivery, NOW, quote("velo", 500));
        delivery.confirmed(yes(delivery), NOW);
        delivery.reported(report(delivery, DeliveryStatus.PICKED_UP), NOW);
        delivery.reported(report(delivery, DeliveryStatus.PICKED_UP), NOW);
        delivery.reported(report(delivery, DeliveryStatus.DELIVERED), NOW);

        assertThat(delivery.sequence()).isEqualTo(5);
    }

    private static Delivery chosen(Fallback fallback) {
        var candidate = DispatchRules.INITIAL
                .rank(List.of(quote("velo", 500)), new Load(null, 1_000), java.util.Set.of(), NOW)
                .ranking()
                .getFirst();
        return Delivery.born(
                        birth(consignment(), DispatchRules.INITIAL, true, fallback),
                        new Delivery.Chosen(candidate, "token"),
                        NOW,
                        PACE)
                .delivery();
    }

    private static Amendment instructions(@Nullable String text) {
        return new Amendment(null, new Amendment.StopAmendment(text, null, null, null), null, null);
    }

    private static Proof proof(String id, ProofType type) {
        return new Proof("prf_acme_" + id, type, Proof.Where.DROPOFF, NOW, null, null, "seen");
    }
}
