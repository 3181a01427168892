/** What every page of the console shares: templates, navigation, the CSRF token. */
@NullMarked
package io.orkestro.gateway.console.page;

import org.jspecify.annotations.NullMarked;
