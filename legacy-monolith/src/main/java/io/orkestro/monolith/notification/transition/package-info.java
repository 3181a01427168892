/** Notification on two sides: what is handed over, and what both keep. Ends with stage {@code 4 Complete}. */
@NullMarked
package io.orkestro.monolith.notification.transition;

import org.jspecify.annotations.NullMarked;
