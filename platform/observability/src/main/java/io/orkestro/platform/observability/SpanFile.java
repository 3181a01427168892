package io.orkestro.platform.observability;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Spans as lines of JSON in a file, for a machine where nobody collects them. It never grows beyond twice its limit. */
final class SpanFile implements SpanExporter {

    private static final Logger log = LoggerFactory.getLogger(SpanFile.class);

    private final JsonMapper json = new JsonMapper();
    private final Path file;
    private final Path before;
    private final long limit;

    SpanFile(Path file, long limit) {
        this.file = file;
        this.before = file.resolveSibling(file.getFileName() + ".1");
        this.limit = limit;
    }

    /** @param parent null at the beginning of a trace */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(
            String trace,
            String span,
            @Nullable String parent,
            String name,
            long startMicros,
            long micros,
            boolean failed,
            Map<String, String> tags) {

        static Line of(SpanData span) {
            Map<String, String> tags = new TreeMap<>();
            span.getAttributes()
                    .forEach((AttributeKey<?> key, Object value) -> tags.put(key.getKey(), value.toString()));
            String parent = span.getParentSpanId();
            return new Line(
                    span.getTraceId(),
                    span.getSpanId(),
                    parent.equals(SpanId.getInvalid()) ? null : parent,
                    span.getName(),
                    TimeUnit.NANOSECONDS.toMicros(span.getStartEpochNanos()),
                    TimeUnit.NANOSECONDS.toMicros(span.getEndEpochNanos() - span.getStartEpochNanos()),
                    span.getStatus().getStatusCode() == StatusCode.ERROR || tags.containsKey(Traces.ERROR),
                    tags);
        }
    }

    @Override
    public synchronized CompletableResultCode export(Collection<SpanData> spans) {
        try {
            if (Files.exists(file) && Files.size(file) > limit) {
                Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (BufferedWriter lines =
                    Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                for (SpanData span : spans) {
                    lines.write(json.writeValueAsString(Line.of(span)));
                    lines.write('\n');
                }
            }
            return CompletableResultCode.ofSuccess();
        } catch (IOException e) {
            log.warn("{} spans are not in {}: {}", spans.size(), file, e.toString());
            return CompletableResultCode.ofFailure();
        }
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
