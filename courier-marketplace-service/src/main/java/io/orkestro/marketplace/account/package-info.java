/** Our accounts with couriers that have an API of their own. They are kept here alone, whoever owns the courier. */
@NullMarked
package io.orkestro.marketplace.account;

import org.jspecify.annotations.NullMarked;
