/** What the applications wrote down of their steps, put together again. */
@NullMarked
package io.orkestro.platform.stack.trace;

import org.jspecify.annotations.NullMarked;
