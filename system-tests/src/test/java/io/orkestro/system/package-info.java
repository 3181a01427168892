/** Black-box journeys over the running system: the public API alone, real processes, real servers. */
@NullMarked
package io.orkestro.system;

import org.jspecify.annotations.NullMarked;
