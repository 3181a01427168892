package io.orkestro.platform.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
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

/** A listener for each subscription's queue, and one for all their dead letters. Single ones can be ended and begun. */
final class Consumers implements SmartLifecycle {

    /** After the relay, before the web server. */
    private static final int PHASE = 1;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Consumers.class);

    private final List<Subscription> subscriptions;
    private final Topology topology;
    private final ConnectionFactory connections;
    private final AmqpAdmin admin;
    private final ApplicationContext context;
    private final int prefetch;
    private final BiFunction<Subscription, CountDownLatch, Receiver> receivers;

    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final Map<String, Receiver> deadLetters = new LinkedHashMap<>();
    private final Set<String> withheld = new HashSet<>();
    private @Nullable SimpleMessageListenerContainer burial;
    private CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    /** Who reads a queue. */
    private record Listener(Receiver receiver, SimpleMessageListenerContainer container) {}

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
        running = true;
        subscriptions.stream()
                .filter(subscription -> !withheld.contains(topology.queue(subscription)))
                .forEach(this::begin);
        buryAnew();
        listeners.values().forEach(listener -> listener.container().start());
    }

    /** Whether this is who reads for it, or would. */
    boolean reads(Subscription subscription) {
        return subscriptions.contains(subscription);
    }

    /** Not to be read until {@link #listen}; what is being read goes on until {@link #leave}. */
    synchronized void withhold(Subscription subscription) {
        withheld.add(topology.queue(subscription));
    }

    synchronized boolean isWithheld(Subscription subscription) {
        return withheld.contains(topology.queue(subscription));
    }

    /** Reads it from now on, or from the start on where this has not started. */
    synchronized void listen(Subscription subscription) {
        withheld.remove(topology.queue(subscription));
        read(subscription);
    }

    /** As {@link #listen}, though it stays withheld: to read a queue to its end. */
    synchronized void read(Subscription subscription) {
        if (running && !listeners.containsKey(topology.queue(subscription))) {
            begin(subscription);
            buryAnew();
            Objects.requireNonNull(listeners.get(topology.queue(subscription)))
                    .container()
                    .start();
        }
    }

    /** Whether nothing of it was in hand during a moment. */
    boolean isIdle(Subscription subscription) throws InterruptedException {
        Listener listener;
        synchronized (this) {
            listener = listeners.get(topology.queue(subscription));
        }
        if (listener == null) {
            return true;
        }
        long handled = listener.receiver().handled();
        Thread.sleep(LOOK.toMillis());
        return !listener.receiver().hasOneInHand() && listener.receiver().handled() == handled;
    }

    /** Reads it no more; what was in hand has been handled, or is in its queue again. */
    synchronized void leave(Subscription subscription) {
        Listener listener = listeners.remove(topology.queue(subscription));
        if (listener != null) {
            listener.container().stop();
            listener.container().destroy();
        }
        if (deadLetters.remove(topology.deadQueue(subscription)) != null) {
            buryAnew();
        }
    }

    private void begin(Subscription subscription) {
        Receiver receiver = receivers.apply(subscription, stopped);
        deadLetters.put(topology.deadQueue(subscription), receiver);
        listeners.put(
                topology.queue(subscription),
                new Listener(receiver, container(receiver, topology.queue(subscription))));
    }

    /** One for all dead letters, of those queues that are read now. */
    private void buryAnew() {
        SimpleMessageListenerContainer before = burial;
        if (before != null) {
            before.stop();
            before.destroy();
            burial = null;
        }
        if (running && !deadLetters.isEmpty()) {
            Map<String, Receiver> receiversByQueue = Map.copyOf(deadLetters);
            MessageListener bury = message -> Objects.requireNonNull(
                            receiversByQueue.get(message.getMessageProperties().getConsumerQueue()))
                    .onDeadLetter(message);
            SimpleMessageListenerContainer container =
                    container(bury, deadLetters.keySet().toArray(String[]::new));
            burial = container;
            container.start();
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        stopped.countDown();
        List<SimpleMessageListenerContainer> containers = new ArrayList<>();
        listeners.values().forEach(listener -> containers.add(listener.container()));
        if (burial != null) {
            containers.add(burial);
            burial = null;
        }
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
        listeners.clear();
        deadLetters.clear();
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
