/** Requests that are only to be answered as if: which may be, and that nothing of them is kept. */
@NullMarked
package io.orkestro.platform.web.rehearsal;

import org.jspecify.annotations.NullMarked;
