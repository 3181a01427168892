/** Load with a memory: everything asked and answered is kept, and at the end every delivery is accounted for. */
@NullMarked
package io.orkestro.system.ledger;

import org.jspecify.annotations.NullMarked;
