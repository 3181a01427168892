/** The installation's key: what it seals nobody reads in a database or a message. */
@NullMarked
package io.orkestro.platform.web.secret;

import org.jspecify.annotations.NullMarked;
