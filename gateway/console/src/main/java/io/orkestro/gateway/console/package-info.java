/** The control plane: what people and scripts change about the gateway, with a record of who did it. */
@NullMarked
package io.orkestro.gateway.console;

import org.jspecify.annotations.NullMarked;
