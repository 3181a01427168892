/** What is to be carried, from where to where and under which conditions: what a retailer asks for. */
@NullMarked
package io.orkestro.dispatch.consignment;

import org.jspecify.annotations.NullMarked;
