package io.orkestro.gateway.edge.shadow;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what is compared; how much of it is the stage's to say.
 *
 * @param atOnce how many requests may be on their way to being compared
 * @param bodyLimit the largest request body and the largest answer that are compared
 * @param memory how much all copies together may take
 * @param patience how long the other side may take to answer
 * @param pauses before each time that a read that differs is asked again
 * @param young what happened longer ago is known to both sides
 * @param unansweredInARow after how many questions without an answer a side is left alone
 * @param rest for how long
 * @param differencesPerMinute how many differences of each capability are kept whole; the rest is only counted
 */
@ConfigurationProperties("orkestro.edge.shadow")
record ShadowProperties(
        @DefaultValue("64") int atOnce,
        @DefaultValue("64KB") DataSize bodyLimit,
        @DefaultValue("8MB") DataSize memory,
        @DefaultValue("2s") Duration patience,
        @DefaultValue({"500ms", "1s", "2s"}) List<Duration> pauses,
        @DefaultValue("1m") Duration young,
        @DefaultValue("5") int unansweredInARow,
        @DefaultValue("5s") Duration rest,
        @DefaultValue("20") int differencesPerMinute) {

    ShadowProperties {
        Assert.isTrue(atOnce > 0, "orkestro.edge.shadow.at-once is above 0");
        Assert.isTrue(
                bodyLimit.toBytes() > 0 && bodyLimit.toBytes() <= memory.toBytes(),
                "orkestro.edge.shadow.body-limit is above 0 and at most what memory holds");
        Assert.isTrue(patience.isPositive(), "orkestro.edge.shadow.patience is above 0");
        Assert.isTrue(
                pauses.stream().noneMatch(Duration::isNegative) && !young.isNegative() && !rest.isNegative(),
                "orkestro.edge.shadow.pauses, young and rest are not below 0");
        Assert.isTrue(unansweredInARow > 0, "orkestro.edge.shadow.unanswered-in-a-row is above 0");
        Assert.isTrue(differencesPerMinute >= 0, "orkestro.edge.shadow.differences-per-minute is not below 0");
    }
}
