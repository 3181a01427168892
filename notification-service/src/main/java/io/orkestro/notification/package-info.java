/** Who is told what through which channel, and retailers' webhooks. */
@NullMarked
package io.orkestro.notification;

import org.jspecify.annotations.NullMarked;
