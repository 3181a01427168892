/** The monolith as a whole under test: its callers, the events of its neighbours, a mail server, a webhook receiver. */
@NullMarked
package io.orkestro.monolith.world;

import org.jspecify.annotations.NullMarked;
