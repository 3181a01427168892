package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.tracing.Span;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.Side;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;

/** From an appended message to a committed effect. */
class RoundTripIT extends InTheShop {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String REQUEST = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private Traces traces;

    @Test
    void whatIsAppendedIsHandledWithItsEnvelope() {
        String subject = Shop.someSubject();
        UUID id;
        try (Traces.Step _ = traces.begin("ask", Span.Kind.SERVER, REQUEST)) {
            id = Objects.requireNonNull(transactions.execute(_ -> outbox.append(Shop.changed(subject, 7))));
        }

        await().until(() -> effects.of(subject).equals(List.of(7)));
        Envelope envelope = effects.seen.stream()
                .filter(e -> e.subject().equals(subject))
                .findFirst()
                .orElseThrow();
        assertThat(envelope.id()).isEqualTo(id);
        assertThat(envelope.id().version()).isEqualTo(7);
        assertThat(envelope.sequence()).isEqualTo(7);
        assertThat(envelope.epoch()).isEqualTo(1);
        assertThat(envelope.producer()).isEqualTo("shop");
        assertThat(envelope.decision().encoded()).isEqualTo("MMMM");
        assertThat(envelope.traceparent())
                .startsWith("00-" + TRACE)
                .endsWith("-01")
                .isNotEqualTo(REQUEST);
    }

    @Test
    void linesLoggedByAHandlerNameTheMessageAndItsTrace() {
        String subject = Shop.someSubject();
        try (Traces.Step _ = traces.begin("ask", Span.Kind.SERVER, REQUEST)) {
            append(Shop.changed(subject, 1));
        }

        await().until(() -> effects.logContexts.containsKey(subject));
        assertThat(effects.logContexts.get(subject))
                .containsEntry("type", Shop.CHANGED)
                .containsEntry("subject", subject)
                .containsEntry("traceId", TRACE)
                .containsKey("messageId");
    }

    @Test
    void whatIsAppendedOutsideOfATraceBeginsNone() {
        String subject = Shop.someSubject();
        append(Shop.changed(subject, 1));

        await().until(() -> effects.logContexts.containsKey(subject));
        assertThat(effects.logContexts.get(subject)).doesNotContainKey("traceId");
    }

    @Test
    void anAddressedMessageReachesItsSide() {
        String subject = Shop.someSubject();
        append(Shop.asked(Side.MONOLITH, subject, 1));
        await().until(() -> effects.of(subject).equals(List.of(1)));
    }

    @Test
    void nothingIsAppendedOutsideATransaction() {
        assertThatThrownBy(() -> outbox.append(Shop.changed("thg_x", 1)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }
}
