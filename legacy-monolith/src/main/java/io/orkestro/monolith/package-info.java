/** The system being strangled: four capabilities and the retailer accounts in one process with one database. */
@NullMarked
package io.orkestro.monolith;

import org.jspecify.annotations.NullMarked;
