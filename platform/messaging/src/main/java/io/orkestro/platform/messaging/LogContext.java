package io.orkestro.platform.messaging;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.MDC;

/** What every line logged while a message is handled carries; the trace goes on in what the handler appends. */
final class LogContext implements AutoCloseable {

    /** W3C trace context; a request filter puts it there for HTTP. */
    static final String TRACEPARENT = "traceparent";

    private final List<MDC.MDCCloseable> fields = new ArrayList<>();

    private LogContext() {}

    static LogContext of(Envelope envelope) {
        LogContext context = new LogContext();
        context.put("messageId", envelope.id().toString());
        context.put("type", envelope.type());
        context.put("subject", envelope.subject());
        if (envelope.traceparent() != null) {
            context.put(TRACEPARENT, envelope.traceparent());
        }
        return context;
    }

    private void put(String name, String value) {
        fields.add(MDC.putCloseable(name, value));
    }

    @Override
    public void close() {
        fields.forEach(MDC.MDCCloseable::close);
    }
}
