package io.orkestro.platform.observability;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where spans are written down on this machine.
 *
 * @param file none by default
 * @param fileLimit the size at which it becomes {@code <file>.1}, and that before it is forgotten
 */
@ConfigurationProperties("orkestro.trace")
record TraceProperties(
        @Nullable Path file, @DefaultValue("8MB") DataSize fileLimit) {}
