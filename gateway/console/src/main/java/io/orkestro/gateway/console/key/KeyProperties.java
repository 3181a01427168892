package io.orkestro.gateway.console.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param rotationGrace how long the previous secret stays valid after a rotation
 */
@ConfigurationProperties("orkestro.keys")
record KeyProperties(@DefaultValue("24h") Duration rotationGrace) {}
