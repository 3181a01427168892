/** E-mails and texts to people: by rule or by hand, in their language, and what became of each. */
@NullMarked
package io.orkestro.notification.message;

import org.jspecify.annotations.NullMarked;
