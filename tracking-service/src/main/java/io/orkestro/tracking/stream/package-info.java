/** Answers that go on: whoever looks at a page is told of changes as they happen. */
@NullMarked
package io.orkestro.tracking.stream;

import org.jspecify.annotations.NullMarked;
