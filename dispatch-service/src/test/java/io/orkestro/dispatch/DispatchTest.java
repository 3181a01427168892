package io.orkestro.dispatch;

import io.orkestro.platform.contracts.ProbesContract;
import io.orkestro.platform.testing.TestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole service with real servers, at a quick pace; the marketplace is played by hand. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = DispatchApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.metrics.token=" + ProbesContract.TOKEN,
            "orkestro.token.secret=YSBzZWNyZXQgb2YgMzIgYnl0ZXMgZm9yIHRlc3RzISE=",
            "orkestro.secret-key=YSBzZWNyZXQgb2YgMzIgYnl0ZXMgZm9yIHRlc3RzISE=",
            "orkestro.dispatch.minimum-search=5s",
            "orkestro.dispatch.pause=1s",
            "orkestro.dispatch.quotes-within=3s",
            "orkestro.dispatch.poll=100ms",
            "orkestro.dispatch.cancellation.assigned-percent=50",
            "orkestro.dispatch.cancellation.free-for=0s",
            "orkestro.intake.allow-private-addresses=true"
        })
@Import({TestServers.class, MarketplaceByHand.Wiring.class})
public @interface DispatchTest {}
