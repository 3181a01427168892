/** The recipient's page: where is my delivery, in words and a sketch. */
@NullMarked
package io.orkestro.tracking.page;

import org.jspecify.annotations.NullMarked;
