/** JSON as the public API reads it: strict about types, tolerant of unknown fields. */
@NullMarked
package io.orkestro.platform.web.json;

import org.jspecify.annotations.NullMarked;
