/** Keeps snapshots fresh from the database and on disk, on threads of its own: the only package that may touch JDBC. */
@NullMarked
package io.orkestro.gateway.edge.follow;

import org.jspecify.annotations.NullMarked;
