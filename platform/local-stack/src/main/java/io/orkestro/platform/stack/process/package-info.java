/** Processes that outlive the one that started them, found again by their pid files. */
@NullMarked
package io.orkestro.platform.stack.process;

import org.jspecify.annotations.NullMarked;
