/** What is to be carried, and how far. */
@NullMarked
package io.orkestro.marketplace.load;

import org.jspecify.annotations.NullMarked;
