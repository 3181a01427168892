/** Addresses outside, that customers name and we call. */
@NullMarked
package io.orkestro.platform.web.outside;

import org.jspecify.annotations.NullMarked;
