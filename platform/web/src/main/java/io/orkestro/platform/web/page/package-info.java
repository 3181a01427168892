/** Lists in pages, by opaque cursors that stay valid while rows come and go. */
@NullMarked
package io.orkestro.platform.web.page;

import org.jspecify.annotations.NullMarked;
