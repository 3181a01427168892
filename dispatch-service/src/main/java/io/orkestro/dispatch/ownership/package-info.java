/** Who may write what this application keeps. */
@NullMarked
package io.orkestro.dispatch.ownership;

import org.jspecify.annotations.NullMarked;
