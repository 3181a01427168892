package io.orkestro.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.tracing.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What waits in messages and rows goes on in the trace that left it there, and can be read in a file. */
class TracesTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private @Nullable ConfigurableApplicationContext application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void aStepIsAChildOfWhatLeftIt() throws IOException {
        Traces traces = start();
        assertThat(traces.current()).isNull();

        try (Traces.Step _ = traces.begin("outer", Span.Kind.CONSUMER, SAMPLED)) {
            assertThat(traces.current()).startsWith("00-" + TRACE).endsWith("-01");
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
            traces.over(
                    "sent",
                    Span.Kind.PRODUCER,
                    traces.current(),
                    "dlv_1",
                    Instant.now().minusMillis(5));
        }

        assertThat(traces.current()).isNull();
        assertThat(MDC.get("traceId")).isNull();
        List<String> lines = written(2);
        assertThat(lines).allMatch(line -> line.contains(TRACE));
        assertThat(lines).anyMatch(line -> line.contains("outer") && line.contains("\"parent\":\"00f067aa0ba902b7\""));
        assertThat(lines).anyMatch(line -> line.contains("sent") && line.contains("\"subject\":\"dlv_1\""));
    }

    @Test
    void whatIsNotSampledGoesOnAndIsNotWritten() {
        Traces traces = start();
        try (Traces.Step _ = traces.begin("outer", Span.Kind.CONSUMER, UNSAMPLED)) {
            assertThat(traces.current()).startsWith("00-" + TRACE).endsWith("-00");
        }
        stop();
        assertThat(folder.resolve("spans")).doesNotExist();
    }

    @Test
    void aStepThatFailsSaysWhatKindOfFailureAndNothingOfIt() throws IOException {
        Traces traces = start();
        Traced<String> work = new Traced<>("mail", SAMPLED);

        assertThatThrownBy(() -> traces.<String>continuing("send", _ -> {
                            throw new IllegalStateException("ada@example.org is full");
                        })
                        .accept(work))
                .hasMessageContaining("ada");

        assertThat(written(1)).allMatch(line -> line.contains("IllegalStateException") && !line.contains("ada"));
    }

    @Test
    void theFileNeverGrowsBeyondTwiceItsLimit() throws IOException {
        Traces traces = start("--orkestro.trace.file-limit=2KB");
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 4; j++) {
                traces.over("step", Span.Kind.CLIENT, SAMPLED, "dlv_" + i, Instant.now());
            }
            int round = i;
            Awaitility.await().until(() -> contents().contains("dlv_" + round));
        }
        assertThat(contents().length()).isLessThan(6_000);
        assertThat(contents()).doesNotContain("dlv_1\"");
    }

    private Traces start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--orkestro.trace.file=" + folder.resolve("spans"),
                "--management.opentelemetry.tracing.export.schedule-delay=20ms",
                "--spring.application.name=shop"));
        arguments.addAll(List.of(settings));
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
        return application.getBean(Traces.class);
    }

    private List<String> written(int lines) throws IOException {
        Path file = folder.resolve("spans");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> Files.exists(file) && Files.readAllLines(file).size() == lines);
        return Files.readAllLines(file);
    }

    private String contents() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("spans.1", "spans")) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
