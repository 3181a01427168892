/** The same POST twice is answered once: keys, fingerprints and stored answers. */
@NullMarked
package io.orkestro.platform.web.idempotency;

import org.jspecify.annotations.NullMarked;
