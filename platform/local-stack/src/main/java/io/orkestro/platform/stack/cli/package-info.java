/** The commands of {@code ./orkestro}. */
@NullMarked
package io.orkestro.platform.stack.cli;

import org.jspecify.annotations.NullMarked;
