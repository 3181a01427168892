/** The shops that retailers have connected. */
@NullMarked
package io.orkestro.dispatch.intake.connection;

import org.jspecify.annotations.NullMarked;
