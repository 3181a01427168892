package io.orkestro.gateway.edge.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTests {

    @ParameterizedTest
    @CsvSource({
        "-5, 0",
        "0, 0",
        "1, 0",
        "1000000, 0",
        "1000001, 1",
        "2000000, 1",
        "4000000, 3",
        "5000000, 3",
        "5000001, 4",
        "100000000, 11",
        "100000001, 12",
        "10000000000, 22",
        "10000000001, 23",
        "9000000000000, 23"
    })
    void eachIsCountedInTheFirstThatFits(long nanos, int bucket) {
        assertThat(Latencies.bucketOf(nanos)).isEqualTo(bucket);
    }
}
