package io.orkestro.marketplace.quote;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How quotes are made.
 *
 * @param budget how long couriers with an API of their own may take to name their prices, all at the same time; 100 ms to 10 s
 */
@ConfigurationProperties("orkestro.quotes")
record QuoteProperties(@DefaultValue("2s") Duration budget) {

    QuoteProperties {
        Assert.isTrue(budget.toMillis() >= 100 && budget.toSeconds() <= 10, "orkestro.quotes.budget is 100ms to 10s");
    }
}
