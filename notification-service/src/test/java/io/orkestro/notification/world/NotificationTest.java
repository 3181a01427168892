package io.orkestro.notification.world;

import io.orkestro.notification.NotificationApplication;
import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ProbesContract;
import io.orkestro.platform.testing.TestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The whole service with real servers; time on the ladder of retries runs fifty times as fast. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = NotificationApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.metrics.token=" + ProbesContract.TOKEN,
            "orkestro.token.secret=" + ApiClient.SECRET,
            "orkestro.secret-key=" + ApiClient.SECRET,
            "orkestro.notification.webhooks.allow-private-addresses=true",
            "orkestro.notification.webhooks.ladder=0s,5s,10s,15s",
            "orkestro.notification.webhooks.ladder-scale=0.02",
            "orkestro.notification.webhooks.timeout=2s",
            "orkestro.notification.webhooks.poll=50ms",
            "orkestro.internal.port=0",
            "orkestro.notification.webhooks.given-up-before-disabled=2",
            "orkestro.notification.messages.poll=50ms",
            "orkestro.notification.messages.retries=200ms,200ms,200ms"
        })
@ContextConfiguration(initializers = OtherSide.Opening.class)
@Import({
    TestServers.class,
    MailServer.class,
    Wiretap.class,
    Api.class,
    Happenings.class,
    OtherSide.class,
    ChildProcess.class
})
public @interface NotificationTest {}
