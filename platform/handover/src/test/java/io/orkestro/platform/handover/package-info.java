@NullMarked
package io.orkestro.platform.handover;

import org.jspecify.annotations.NullMarked;
