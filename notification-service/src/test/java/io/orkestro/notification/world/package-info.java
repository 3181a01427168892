/** The service as a whole under test: its callers, the events of its neighbours, a mail server, a webhook receiver. */
@NullMarked
package io.orkestro.notification.world;

import org.jspecify.annotations.NullMarked;
