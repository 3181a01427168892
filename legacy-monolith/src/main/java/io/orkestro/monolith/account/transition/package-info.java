/** What services keep copies of while the monolith keeps the accounts. Ends when the accounts leave it. */
@NullMarked
package io.orkestro.monolith.account.transition;

import org.jspecify.annotations.NullMarked;
