/** Replacing the build of one application while it serves, and what is known of it afterwards. */
@NullMarked
package io.orkestro.platform.stack.deploy;

import org.jspecify.annotations.NullMarked;
