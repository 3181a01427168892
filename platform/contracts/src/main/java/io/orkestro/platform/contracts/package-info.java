/** What the platform promises on the outside and on the wire, and the means to hold an application to it in tests. */
@NullMarked
package io.orkestro.platform.contracts;

import org.jspecify.annotations.NullMarked;
