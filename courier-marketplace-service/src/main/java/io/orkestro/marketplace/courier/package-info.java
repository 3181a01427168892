/** The couriers' register: what each can carry, where, when and for how much. */
@NullMarked
package io.orkestro.marketplace.courier;

import org.jspecify.annotations.NullMarked;
