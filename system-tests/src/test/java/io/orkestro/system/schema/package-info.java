/** What a schema may become while those who know the former one run on. */
@NullMarked
package io.orkestro.system.schema;

import org.jspecify.annotations.NullMarked;
