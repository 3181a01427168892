/** What the marketplace answers and reports to dispatch. */
@NullMarked
package io.orkestro.dispatch.messaging;

import org.jspecify.annotations.NullMarked;
