/** A wire between two applications that loses, delays and repeats what they say to each other. */
@NullMarked
package io.orkestro.system.fault;

import org.jspecify.annotations.NullMarked;
