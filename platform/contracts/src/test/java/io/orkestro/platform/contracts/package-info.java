/** The contracts themselves under test: complete, consistent, and able to refuse. */
@NullMarked
package io.orkestro.platform.contracts;

import org.jspecify.annotations.NullMarked;
