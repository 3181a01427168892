/** Who is told what through which channel, and the retailers' webhooks. */
@NullMarked
package io.orkestro.monolith.notification;

import org.jspecify.annotations.NullMarked;
