/** Uber Direct, by its public API (v1, "DaaS"). */
@NullMarked
package io.orkestro.marketplace.uber;

import org.jspecify.annotations.NullMarked;
