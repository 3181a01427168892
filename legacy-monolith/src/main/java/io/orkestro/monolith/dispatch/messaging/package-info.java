/** What the marketplace answers and reports to dispatch. */
@NullMarked
package io.orkestro.monolith.dispatch.messaging;

import org.jspecify.annotations.NullMarked;
