package io.orkestro.platform.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AbstractDeclarable;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueInformation;

/**
 * Ends and begins the listening of single subscriptions while the application runs. Where one has ended it has no queue,
 * so that nothing waits there for a reader who does not come.
 */
public final class Listening {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Logger log = LoggerFactory.getLogger(Listening.class);

    private final Topology topology;
    private final Declarables declarables;
    private final AmqpAdmin admin;
    private final List<Consumers> consumers;

    Listening(Topology topology, Declarables declarables, AmqpAdmin admin, List<Consumers> consumers) {
        this.topology = topology;
        this.declarables = declarables;
        this.admin = admin;
        this.consumers = List.copyOf(consumers);
    }

    /** Before the application listens to anything: these it will not listen to. Calls nobody. */
    public void withhold(Collection<Subscription> subscriptions) {
        for (Subscription subscription : heard(subscriptions)) {
            declare(subscription, false);
            reader(subscription).withhold(subscription);
        }
    }

    /**
     * Nothing new comes to these from now on; what has come is handled, and then their queues are deleted. Where that does
     * not succeed in time it is to be called again.
     *
     * @return whether all is done
     * @throws AmqpException where the broker is away
     */
    public boolean end(Collection<Subscription> subscriptions, Duration atMost) throws InterruptedException {
        withhold(subscriptions);
        List<Subscription> left = new ArrayList<>(heard(subscriptions));
        for (Subscription subscription : left) {
            unbind(topology.queue(subscription));
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            List<Subscription> ended = new ArrayList<>();
            for (Subscription subscription : left) {
                if (hasEnded(subscription)) {
                    ended.add(subscription);
                }
            }
            left.removeAll(ended);
            if (!left.isEmpty()) {
                Thread.sleep(LOOK);
            }
        }
        return left.isEmpty();
    }

    /**
     * What was ended has queues again, and is heard.
     *
     * @throws AmqpException where the broker is away; to be called again
     */
    public void begin(Collection<Subscription> subscriptions) {
        List<Subscription> all = heard(subscriptions);
        all.forEach(subscription -> declare(subscription, true));
        admin.initialize();
        for (Subscription subscription : all) {
            if (admin.getQueueInfo(topology.queue(subscription)) == null) {
                throw new AmqpException(topology.queue(subscription) + " could not be declared");
            }
        }
        all.forEach(subscription -> reader(subscription).listen(subscription));
    }

    private boolean hasEnded(Subscription subscription) throws InterruptedException {
        String queue = topology.queue(subscription);
        String dead = topology.deadQueue(subscription);
        Consumers reader = reader(subscription);
        boolean nothingLeft = isEmpty(queue) && isEmpty(dead);
        if (!nothingLeft) {
            reader.read(subscription);
            return false;
        }
        if (!reader.isIdle(subscription)) {
            return false;
        }
        // What was fetched and not handled goes back to the queue now.
        reader.leave(subscription);
        if (!isEmpty(queue) || !isEmpty(dead)) {
            return false;
        }
        admin.deleteQueue(queue);
        admin.deleteQueue(dead);
        log.info("{} is no longer read, and is gone", queue);
        return true;
    }

    /** Without anything, or not there at all. */
    private boolean isEmpty(String queue) {
        QueueInformation information = admin.getQueueInfo(queue);
        return information == null || information.getMessageCount() == 0;
    }

    private void unbind(String queue) {
        if (admin.getQueueInfo(queue) != null) {
            bindings(queue).forEach(admin::removeBinding);
        }
    }

    private void declare(Subscription subscription, boolean should) {
        String queue = topology.queue(subscription);
        String dead = topology.deadQueue(subscription);
        for (Declarable declarable : declarables.getDeclarables()) {
            boolean isOfIt = switch (declarable) {
                case Queue its -> its.getName().equals(queue) || its.getName().equals(dead);
                case Binding its -> queue.equals(its.getDestination()) || dead.equals(its.getDestination());
                default -> false;
            };
            if (isOfIt) {
                ((AbstractDeclarable) declarable).setShouldDeclare(should);
            }
        }
    }

    private List<Binding> bindings(String queue) {
        return declarables.getDeclarables().stream()
                .filter(Binding.class::isInstance)
                .map(Binding.class::cast)
                .filter(binding -> queue.equals(binding.getDestination()))
                .toList();
    }

    private Consumers reader(Subscription subscription) {
        return consumers.stream()
                .filter(reader -> reader.reads(subscription))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(topology.queue(subscription) + " is not read here"));
    }

    private static List<Subscription> heard(Collection<Subscription> subscriptions) {
        return subscriptions.stream()
                .filter(subscription -> !subscription.handlers().isEmpty())
                .toList();
    }
}
