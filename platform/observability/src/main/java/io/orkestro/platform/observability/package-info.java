/** How an application can be looked into: traces over every hop, log lines that name their request, figures, probes. */
@NullMarked
package io.orkestro.platform.observability;

import org.jspecify.annotations.NullMarked;
