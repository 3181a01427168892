package io.orkestro.platform.stack.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.stack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpanFilesTests {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void twoApplicationsHaveWrittenDownWhatTheyDid() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/edge.spans.1"), """
                {"trace":"t1","span":"a","name":"http post /v1/deliveries","startMicros":1000,"micros":9000,"failed":false,"tags":{"requestId":"r-1","status":"201"}}
                """);
        Files.writeString(folder.resolve("logs/edge.spans"), """
                {"trace":"t2","span":"z","name":"http get","startMicros":500,"micros":10,"failed":false,"tags":{"requestId":"r-2"}}
                {"trace":"t1","span":"half of a li""");
        Files.writeString(folder.resolve("logs/dispatch.spans"), """
                {"trace":"t1","span":"c","parent":"b","name":"send delivery.created.v1","startMicros":8000,"micros":500,"failed":false,"tags":{"subject":"dlv_1"}}
                {"trace":"t1","span":"b","parent":"a","name":"http post /v1/deliveries","startMicros":2500,"micros":6000,"failed":true,"tags":{}}
                """);
    }

    @Test
    void aTraceIsFoundByItsIdByARequestAndByADelivery() {
        for (String id : List.of("t1", "r-1", "dlv_1")) {
            assertThat(files().about(id)).extracting(Trace::id).containsExactly("t1");
        }
        assertThat(files().about("dlv_2")).isEmpty();
    }

    @Test
    void itsTableTellsWhoWhenHowLongAndBelowWhat() {
        Trace trace = files().about("dlv_1").getFirst();

        assertThat(trace.summary()).isEqualTo("t1  http post /v1/deliveries: 3 steps, 2 applications, 9 ms");
        assertThat(trace.table().lines().map(line -> line.strip().replaceAll(" {2,}", "|")))
                .containsExactly(
                        "application|at ms|took ms|step",
                        "edge|0.0|9.0|http post /v1/deliveries → 201",
                        "dispatch|1.5|6.0|http post /v1/deliveries|FAILED",
                        "dispatch|7.0|0.5|send delivery.created.v1");
    }

    private SpanFiles files() {
        return new SpanFiles(new Home(folder), List.of("edge", "dispatch", "not-there"));
    }
}
