/** Where retailers' systems hear of every change, signed, retried, and logged. */
@NullMarked
package io.orkestro.notification.webhook;

import org.jspecify.annotations.NullMarked;
