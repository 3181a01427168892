/** The inner door: what applications say to each other directly, on a port of its own, opened by a peer's token alone. */
@NullMarked
package io.orkestro.platform.web.internal;

import org.jspecify.annotations.NullMarked;
