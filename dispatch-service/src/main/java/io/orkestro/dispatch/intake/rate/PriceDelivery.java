package io.orkestro.dispatch.intake.rate;

import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.dispatch.intake.address.Countries;
import io.orkestro.dispatch.intake.address.Phones;
import io.orkestro.dispatch.intake.connection.Connection;
import io.orkestro.dispatch.intake.order.Made;
import io.orkestro.dispatch.intake.order.Mapping;
import io.orkestro.dispatch.intake.order.Origin;
import io.orkestro.dispatch.intake.order.ShopOrder;
import io.orkestro.dispatch.intake.order.ShopStop;
import io.orkestro.dispatch.intake.order.TakeOrders;
import io.orkestro.dispatch.intake.shop.RateQuestion;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a delivery would cost: the question is made a delivery, as far as a price needs one, and the marketplace is asked.
 * It may ask where an address is and waits for couriers, so it belongs outside a transaction.
 */
@Component
class PriceDelivery {

    /** Then nobody is there, and its questions would only fill the outbox: one at a time finds out when that has changed. */
    private static final int SILENT_AFTER = 8;

    private static final Logger log = LoggerFactory.getLogger(PriceDelivery.class);

    private final TakeOrders orders;
    private final AskMarketplace marketplace;
    private final RateAnswers answers;
    private final Clock clock;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Semaphore probe = new Semaphore(1);

    PriceDelivery(TakeOrders orders, AskMarketplace marketplace, RateAnswers answers, Clock clock) {
        this.orders = orders;
        this.marketplace = marketplace;
        this.answers = answers;
        this.clock = clock;
    }

    /** @throws NotAnswered where nobody answers in time */
    Answer price(Connection connection, RateQuestion question, Instant answerBy) throws InterruptedException {
        return switch (orders.rehearse(anyMethod(connection), order(question, connection.mapping()))) {
            case Made.Nothing nothing -> new Answer.Nobody(nothing.why().message());
            case Made.Unfit unfit ->
                new Answer.Unknown(unfit.reasons().getFirst().message());
            case Made.Deliverable deliverable -> ask(connection, deliverable.order(), answerBy);
        };
    }

    private Answer ask(Connection connection, DeliveryOrder order, Instant answerBy) throws InterruptedException {
        if (!marketplace.hasRoom()) {
            throw new NotAnswered("More waits to be sent than there is room for");
        }
        if (unanswered.get() < SILENT_AFTER) {
            return askAndWait(connection, order, answerBy);
        }
        if (!probe.tryAcquire()) {
            throw new NotAnswered("The marketplace does not answer");
        }
        try {
            return askAndWait(connection, order, answerBy);
        } finally {
            probe.release();
        }
    }

    private Answer askAndWait(Connection connection, DeliveryOrder order, Instant answerBy)
            throws InterruptedException {
        String requestId = Ids.random("rrq", RoutingKey.ofPublicId(connection.retailerId()));
        answers.expect(requestId);
        try {
            marketplace.ask(requestId, connection.retailerId(), order, answerBy);
            RatesReadyMessage answer = answers.await(requestId, answerBy).orElse(null);
            if (answer == null) {
                if (unanswered.incrementAndGet() == SILENT_AFTER) {
                    log.warn("The marketplace answers no question for a rate; shops are shown what retailers say");
                }
                throw new NotAnswered("The marketplace does not answer in time");
            }
            if (unanswered.getAndSet(0) >= SILENT_AFTER) {
                log.info("The marketplace answers questions for rates again");
            }
            return answer.answer();
        } finally {
            answers.forget(requestId);
        }
    }

    /** Which shipping method it will be is what is being asked. */
    private static Origin anyMethod(Connection connection) {
        Mapping mapping = connection.mapping();
        return new Origin(
                connection.retailerId(),
                connection.id(),
                connection.kind(),
                connection.id(),
                new Mapping(
                        mapping.storeId(),
                        List.of(),
                        mapping.defaultSize(),
                        mapping.preparationMinutes(),
                        mapping.isAutomatic(),
                        mapping.country()));
    }

    private ShopOrder order(RateQuestion question, Mapping mapping) {
        return new ShopOrder(
                "rate",
                "rate",
                clock.instant(),
                false,
                question.pickup(),
                asFarAsItIsKnown(question.dropoff(), mapping.country()),
                null,
                null,
                1,
                question.lines(),
                question.value(),
                null,
                null);
    }

    /** Checkouts ask before all of it is there: a price needs no name, and no phone number that will still be corrected. */
    private static ShopStop asFarAsItIsKnown(ShopStop told, @Nullable String defaultCountry) {
        String country = told.country() == null
                ? defaultCountry
                : Countries.code(told.country()).orElse(null);
        boolean canBeCalled =
                told.phone() != null && Phones.e164(told.phone(), country).isPresent();
        return new ShopStop(
                told.name() == null && told.business() == null ? "Recipient" : told.name(),
                told.business(),
                told.line1() == null ? told.postcode() : told.line1(),
                told.line2(),
                told.city() == null ? told.postcode() : told.city(),
                told.postcode(),
                told.country(),
                told.location(),
                canBeCalled ? told.phone() : null,
                null,
                null,
                told.readyAt(),
                told.deadlineAt());
    }
}
