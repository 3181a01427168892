/** What notification hears, and what it remembers of it. */
@NullMarked
package io.orkestro.notification.news;

import org.jspecify.annotations.NullMarked;
