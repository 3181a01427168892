/** A small application that the console can ask about itself; outside the console's package, so that it is none of its beans. */
@NullMarked
package io.orkestro.gateway.neighbour;

import org.jspecify.annotations.NullMarked;
