/** PostgreSQL and RabbitMQ for tests, with Docker or without, and a wire between them that can be cut. */
@NullMarked
package io.orkestro.platform.testing;

import org.jspecify.annotations.NullMarked;
