/** Deliveries, dispatch rules, decision records and proofs over HTTP. */
@NullMarked
package io.orkestro.dispatch.web;

import org.jspecify.annotations.NullMarked;
