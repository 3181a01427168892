package io.orkestro.marketplace;

import io.orkestro.platform.testing.TestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The service with real servers, a fast sandbox, and ears for what the marketplace says. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        properties = {
            "orkestro.secret-key=" + Testbed.SECRET,
            "orkestro.token.secret=" + Testbed.SECRET,
            "orkestro.sandbox.speed=40"
        })
@AutoConfigureMockMvc
@Import({TestServers.class, Testbed.class})
public @interface MarketplaceTest {}
