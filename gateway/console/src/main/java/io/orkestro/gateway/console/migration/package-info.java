/** The migration's pages: how far every capability is, how both sides do, and the next step. */
@NullMarked
package io.orkestro.gateway.console.migration;

import org.jspecify.annotations.NullMarked;
