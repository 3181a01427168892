/** The AMQP broker: embedded, or an installed RabbitMQ as a private process. */
@NullMarked
package io.orkestro.platform.stack.broker;

import org.jspecify.annotations.NullMarked;
