/** Shops are told how the deliveries of their orders go. */
@NullMarked
package io.orkestro.dispatch.intake.report;

import org.jspecify.annotations.NullMarked;
