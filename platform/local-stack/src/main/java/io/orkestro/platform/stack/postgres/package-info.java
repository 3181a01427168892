/** PostgreSQL: where it is, what is in it, and how to run one of our own. */
@NullMarked
package io.orkestro.platform.stack.postgres;

import org.jspecify.annotations.NullMarked;
