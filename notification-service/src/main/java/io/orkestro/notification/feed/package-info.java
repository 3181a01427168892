/** Everything that happened, in one order a retailer can read again. It was born here, and is served here at every stage. */
@NullMarked
package io.orkestro.notification.feed;

import org.jspecify.annotations.NullMarked;
