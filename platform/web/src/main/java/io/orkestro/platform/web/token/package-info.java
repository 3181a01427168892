/** The short-lived signed statement of the edge: who is asking, and which side serves what for them. */
@NullMarked
package io.orkestro.platform.web.token;

import org.jspecify.annotations.NullMarked;
