package io.orkestro.monolith.notification.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** What became of tries, for whoever scrapes: the webhook was taken, or the receiver refused it, or did not answer. */
@Component
final class Tries {

    private final Timer taken;
    private final Timer refused;
    private final Timer unanswered;

    Tries(MeterRegistry meters) {
        this.taken = timer("taken", meters);
        this.refused = timer("refused", meters);
        this.unanswered = timer("unanswered", meters);
    }

    private static Timer timer(String outcome, MeterRegistry meters) {
        return Timer.builder("orkestro.webhooks.tries")
                .description("Tries to post a webhook, and how long they took")
                .tag("outcome", outcome)
                .register(meters);
    }

    void count(Outcome outcome) {
        Timer timer = switch (outcome) {
            case Outcome.Answered answered -> answered.isSuccess() ? taken : refused;
            case Outcome.Unanswered _ -> unanswered;
        };
        timer.record(outcome.took());
    }
}
