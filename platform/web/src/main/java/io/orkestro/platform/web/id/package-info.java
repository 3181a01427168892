/** Public ids: a prefix, the routing key of the owner, and a rest that is random or derived. */
@NullMarked
package io.orkestro.platform.web.id;

import org.jspecify.annotations.NullMarked;
