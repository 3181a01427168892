package io.orkestro.gateway.edge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A running edge on a free port. The test class path has a pool and a broker's client, which the edge has not. */
@SpringBootTest(
        classes = EdgeApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.health.db.enabled=false",
            "management.health.rabbit.enabled=false",
            "spring.cloud.gateway.server.webflux.httpclient.response-timeout=3s"
        })
@Import(EdgeServers.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EdgeTest {}
