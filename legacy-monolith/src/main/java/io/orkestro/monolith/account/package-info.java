/** Retailers and their stores; it stays here when everything else has moved. */
@NullMarked
package io.orkestro.monolith.account;

import org.jspecify.annotations.NullMarked;
