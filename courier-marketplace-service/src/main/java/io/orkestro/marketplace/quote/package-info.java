/** What each courier would charge for a load and when it would arrive, or why it cannot. */
@NullMarked
package io.orkestro.marketplace.quote;

import org.jspecify.annotations.NullMarked;
