/** The delivery's life: its status, its attempts with couriers, its deadlines, and the use cases that move it on. */
@NullMarked
package io.orkestro.dispatch.delivery;

import org.jspecify.annotations.NullMarked;
