package io.orkestro.tracking;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ProbesContract;
import io.orkestro.platform.testing.TestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole service with real servers; dispatch, the marketplace and the monolith are played by hand. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = TrackingApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.metrics.token=" + ProbesContract.TOKEN,
            "orkestro.token.secret=" + ApiClient.SECRET,
            "orkestro.secret-key=" + ApiClient.SECRET,
            "orkestro.internal.port=0",
            "orkestro.tracking.stream.heartbeat=2s",
            "orkestro.internal.peers.legacy-monolith.url=http://127.0.0.1:1",
            "orkestro.internal.peers.legacy-monolith.secret=" + ApiClient.SECRET,
            "orkestro.internal.peers.gateway-console.secret=" + ApiClient.SECRET
        })
@Import({TestServers.class, Happenings.class, Ears.class, Monolith.class})
public @interface TrackingTest {}
