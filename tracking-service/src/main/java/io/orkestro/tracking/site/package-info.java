/** What the pages share: words, templates, style, script, map, and what a browser is told about them. */
@NullMarked
package io.orkestro.tracking.site;

import org.jspecify.annotations.NullMarked;
