/** Which side serves which capability for whom: plain data and one pure function, without Togglz, Spring or a database. */
@NullMarked
package io.orkestro.platform.routing;

import org.jspecify.annotations.NullMarked;
