package io.orkestro.platform.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.backoff.ExponentialBackOff;

/** A listener for each subscription's queue, and one for all their dead letters. */
final class Consumers implements SmartLifecycle {

    /** After the relay, before the web server. */
    private static final int PHASE = 1;

    private static final Duration SHUTDOWN = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Consumers.class);

    private final List<Subscription> subscriptions;
    private final Topology topology;
    private final ConnectionFactory connections;
    private final AmqpAdmin admin;
    private final ApplicationContext context;
    private final int prefetch;
    private final BiFunction<Subscription, CountDownLatch, Receiver> receivers;

    private final List<SimpleMessageListenerContainer> containers = new ArrayList<>();
    private CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    /** @param receivers makes a queue's receiver, whose waits the latch ends */
    Consumers(
            List<Subscription> subscriptions,
            Topology topology,
            ConnectionFactory connections,
            AmqpAdmin admin,
            ApplicationContext context,
            int prefetch,
            BiFunction<Subscription, CountDownLatch, Receiver> receivers) {
        this.subscriptions = subscriptions.stream()
                .filter(subscription -> !subscription.handlers().isEmpty())
                .toList();
        this.topology = topology;
        this.connections = connections;
        this.admin = admin;
        this.context = context;
        this.prefetch = prefetch;
        this.receivers = receivers;
    }

    @Override
    public synchronized void start() {
        if (running || subscriptions.isEmpty()) {
            return;
        }
        stopped = new CountDownLatch(1);
        Map<String, Receiver> deadLetters = new HashMap<>();
        for (Subscription subscription : subscriptions) {
            Receiver receiver = receivers.apply(subscription, stopped);
            deadLetters.put(topology.deadQueue(subscription), receiver);
            containers.add(container(receiver, topology.queue(subscription)));
        }
        MessageListener burial = message -> Objects.requireNonNull(
                        deadLetters.get(message.getMessageProperties().getConsumerQueue()))
                .onDeadLetter(message);
        containers.add(container(burial, deadLetters.keySet().toArray(String[]::new)));
        containers.forEach(SimpleMessageListenerContainer::start);
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        stopped.countDown();
        CountDownLatch ended = new CountDownLatch(containers.size());
        containers.forEach(container -> container.stop(ended::countDown));
        try {
            if (!ended.await(2 * SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Some consumers did not stop in time; the broker keeps what they had in hand");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        containers.forEach(SimpleMessageListenerContainer::destroy);
        containers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** One thread a queue, so a queue's order is kept; a failure never sends a message round the broker. */
    private SimpleMessageListenerContainer container(MessageListener listener, String... queues) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queues);
        container.setMessageListener(listener);
        container.setConcurrentConsumers(1);
        container.setPrefetchCount(prefetch);
        container.setDefaultRequeueRejected(false);
        container.setShutdownTimeout(SHUTDOWN.toMillis());
        container.setTaskExecutor(threads(queues[0]));
        // A broker that is away, or has lost its queues, is waited for; what is missing is declared when it is back.
        container.setMissingQueuesFatal(false);
        container.setDeclarationRetries(1);
        container.setFailedDeclarationRetryInterval(500);
        container.setRetryDeclarationInterval(5_000);
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        container.setRecoveryBackOff(backOff);
        container.setAmqpAdmin(admin);
        container.setApplicationContext(context);
        container.afterPropertiesSet();
        return container;
    }

    private static SimpleAsyncTaskExecutor threads(String queue) {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(queue + "-");
        executor.setVirtualThreads(true);
        return executor;
    }
}
