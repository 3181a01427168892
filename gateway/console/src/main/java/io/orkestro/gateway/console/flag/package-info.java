/** The flags' pages: Togglz's console, in the look of the others, and a page per capability. */
@NullMarked
package io.orkestro.gateway.console.flag;

import org.jspecify.annotations.NullMarked;
