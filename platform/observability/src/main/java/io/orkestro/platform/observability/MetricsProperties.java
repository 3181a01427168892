package io.orkestro.platform.observability;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may scrape.
 *
 * @param token what has to be shown; nobody may where it is empty
 */
@ConfigurationProperties("orkestro.metrics")
record MetricsProperties(@DefaultValue("") String token) {}
