/** Orders arrive by themselves: from shops, tills and files. What is to be carried of them becomes deliveries. */
@NullMarked
package io.orkestro.dispatch.intake;

import org.jspecify.annotations.NullMarked;
