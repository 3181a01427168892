/** What every application behind the edge is made of: its libraries, its settings, its part in the handover. */
@NullMarked
package io.orkestro.platform.backend;

import org.jspecify.annotations.NullMarked;
