package io.orkestro.gateway.console.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Buckets of latencies, and what can be read from them. */
class LatenciesTests {

    @Test
    void aTimeIsInTheFirstBucketThatItDoesNotExceed() {
        assertThat(Latencies.bucketOf(0.3)).isZero();
        assertThat(Latencies.bucketOf(1)).isZero();
        assertThat(Latencies.bucketOf(1.1)).isEqualTo(1);
        assertThat(Latencies.boundOf(Latencies.bucketOf(20))).isEqualTo(20);
        assertThat(Latencies.bucketOf(10_000)).isEqualTo(22);
        assertThat(Latencies.bucketOf(10_001)).isEqualTo(Latencies.SIZE - 1);
    }

    @Test
    void aQuantileIsBetweenTheBoundsOfItsBucket() {
        long[] counts = new long[Latencies.SIZE];
        counts[Latencies.bucketOf(30)] = 90;
        counts[Latencies.bucketOf(300)] = 10;
        Latencies latencies = new Latencies(counts);

        assertThat(latencies.total()).isEqualTo(100);
        assertThat(latencies.quantile(0.45)).hasValue(25);
        assertThat(latencies.quantile(0.9)).hasValue(30);
        assertThat(latencies.quantile(0.95)).hasValue(250);
        assertThat(latencies.quantile(1)).hasValue(300);
        assertThat(latencies.slowerThan(Latencies.bucketOf(30))).isEqualTo(10);
        assertThat(latencies.plus(latencies).slowerThan(Latencies.bucketOf(200)))
                .isEqualTo(20);
        assertThat(Latencies.NONE.quantile(0.5)).isEmpty();
    }
}
