/** The stores of retailers as dispatch knows them: copies, kept up to date by the news of those who keep them. */
@NullMarked
package io.orkestro.dispatch.store;

import org.jspecify.annotations.NullMarked;
