/** Transactional messaging over RabbitMQ: an outbox that is never lost, an inbox that handles nothing twice. */
@NullMarked
package io.orkestro.platform.messaging;

import org.jspecify.annotations.NullMarked;
