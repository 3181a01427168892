/** What every HTTP request carries: its id, its token, its caller. */
@NullMarked
package io.orkestro.platform.web.request;

import org.jspecify.annotations.NullMarked;
