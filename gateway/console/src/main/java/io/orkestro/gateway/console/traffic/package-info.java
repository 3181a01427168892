/** What the edges counted: sums of requests and their latencies, per second, capability and side. */
@NullMarked
package io.orkestro.gateway.console.traffic;

import org.jspecify.annotations.NullMarked;
