/** Who may write what this application keeps. */
@NullMarked
package io.orkestro.monolith.dispatch.ownership;

import org.jspecify.annotations.NullMarked;
