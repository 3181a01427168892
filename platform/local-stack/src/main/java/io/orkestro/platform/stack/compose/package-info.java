/** Deployments in an installation by {@code docker-compose.yml}. */
@NullMarked
package io.orkestro.platform.stack.compose;

import org.jspecify.annotations.NullMarked;
