/** What each side did with the requests it served, summed by the second: a few additions a request, in memory. */
@NullMarked
package io.orkestro.gateway.edge.traffic;

import org.jspecify.annotations.NullMarked;
