/** What the marketplace asks of a courier with an API of its own, and what adapters to such couriers have in common. */
@NullMarked
package io.orkestro.marketplace.adapter;

import org.jspecify.annotations.NullMarked;
