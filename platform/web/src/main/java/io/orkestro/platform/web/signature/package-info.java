/** Signatures of what we POST to others, as the Standard Webhooks specification says. */
@NullMarked
package io.orkestro.platform.web.signature;

import org.jspecify.annotations.NullMarked;
