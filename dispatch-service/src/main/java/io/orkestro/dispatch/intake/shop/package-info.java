/** What intake asks of every kind of shop: to tell what is genuine, to read orders, to be told how deliveries go. */
@NullMarked
package io.orkestro.dispatch.intake.shop;

import org.jspecify.annotations.NullMarked;
