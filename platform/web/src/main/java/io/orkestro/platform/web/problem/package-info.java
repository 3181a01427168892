/** Refusals and unexpected failures as RFC 9457 problem documents, with stable codes. */
@NullMarked
package io.orkestro.platform.web.problem;

import org.jspecify.annotations.NullMarked;
