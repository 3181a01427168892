/** The whole of Orkestro as processes on one machine: a library for system tests, and behind {@code ./orkestro}. */
@NullMarked
package io.orkestro.platform.stack;

import org.jspecify.annotations.NullMarked;
