/** Orders that arrive in files. */
@NullMarked
package io.orkestro.dispatch.intake.csv;

import org.jspecify.annotations.NullMarked;
