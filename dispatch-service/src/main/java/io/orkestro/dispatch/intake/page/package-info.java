/** The page where a retailer sees what its shops sold, and helps where that is needed. */
@NullMarked
package io.orkestro.dispatch.intake.page;

import org.jspecify.annotations.NullMarked;
