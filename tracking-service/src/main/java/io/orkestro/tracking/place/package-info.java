/** Stops and what they are made of: addresses, coordinates, distances, contacts, time windows. */
@NullMarked
package io.orkestro.tracking.place;

import org.jspecify.annotations.NullMarked;
