/** Every refusal and failure of the edge itself as a problem document, with the id that finds it in the log. */
@NullMarked
package io.orkestro.gateway.edge.problem;

import org.jspecify.annotations.NullMarked;
