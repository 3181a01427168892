package io.orkestro.platform.messaging;

import io.orkestro.platform.observability.Traces;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.MDC;

/** What every line logged while a message is handled carries, and the step of its trace; what the handler appends goes on in it. */
final class LogContext implements AutoCloseable {

    private final Traces.Step step;
    private final List<MDC.MDCCloseable> fields = new ArrayList<>();

    LogContext(Envelope envelope, Traces.Step step) {
        this.step = step;
        put("messageId", envelope.id().toString());
        put("type", envelope.type());
        put("subject", envelope.subject());
    }

    private void put(String name, String value) {
        fields.add(MDC.putCloseable(name, value));
    }

    /** The message could not be handled. */
    void failed(Throwable cause) {
        step.failed(cause);
    }

    @Override
    public void close() {
        fields.forEach(MDC.MDCCloseable::close);
        step.close();
    }
}
