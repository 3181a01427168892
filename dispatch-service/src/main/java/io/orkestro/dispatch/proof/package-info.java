/** Proofs of delivery: photo, signature, PIN, barcode, age check. */
@NullMarked
package io.orkestro.dispatch.proof;

import org.jspecify.annotations.NullMarked;
