/** API keys: issued, rotated, revoked; every change reaches the edges within a second. */
@NullMarked
package io.orkestro.gateway.console.key;

import org.jspecify.annotations.NullMarked;
