/** Addresses and phone numbers as people write them, made right or refused. */
@NullMarked
package io.orkestro.dispatch.intake.address;

import org.jspecify.annotations.NullMarked;
