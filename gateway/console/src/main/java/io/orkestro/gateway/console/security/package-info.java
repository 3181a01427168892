/** Who may use the console: an admin and, where wanted, a viewer. */
@NullMarked
package io.orkestro.gateway.console.security;

import org.jspecify.annotations.NullMarked;
