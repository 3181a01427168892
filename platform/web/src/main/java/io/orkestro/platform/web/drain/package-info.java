/** Leaving without a failed request. */
@NullMarked
package io.orkestro.platform.web.drain;

import org.jspecify.annotations.NullMarked;
