package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Backlog;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Listening;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.ClassUtils;

/**
 * Switches this application's part of a capability off and on, as the published table says, while it runs and at its start.
 * Timers rest at once and endpoints refuse ({@link RetiredEndpoints}); listeners hear out what has reached their queues,
 * which are then deleted. On the way back listeners come first; timers and endpoints follow with the stage.
 */
final class Retirement implements SmartLifecycle {

    /** Before anything is listened to. */
    private static final int PHASE = -2;

    private static final Duration HEAR_OUT = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Retirement.class);

    private final StoredRouting routing;
    private final Retired retired;
    private final Retirable retirable;
    private final ConfigurableListableBeanFactory beans;
    private final Listening listening;
    private final Backlog backlog;
    private final Map<Capability, Part> parts = new EnumMap<>(Capability.class);
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable Thread worker;

    Retirement(
            StoredRouting routing,
            Retired retired,
            Retirable retirable,
            ConfigurableListableBeanFactory beans,
            Listening listening,
            Backlog backlog) {
        this.routing = routing;
        this.retired = retired;
        this.retirable = retirable;
        this.beans = beans;
        this.listening = listening;
        this.backlog = backlog;
    }

    /** What belongs to one capability. */
    private static final class Part {

        private final List<Subscription> subscriptions = new ArrayList<>();
        private final List<DueWork<?>> timers = new ArrayList<>();
        private volatile boolean isListening = true;
    }

    @Override
    public synchronized void start() {
        if (worker != null) {
            return;
        }
        findParts();
        routing.follow();
        parts.forEach((capability, part) -> {
            if (retired.isDeaf(capability)) {
                listening.withhold(part.subscriptions);
            }
        });
        restOrResume();
        routing.onChange(this::changed);
        Thread follower = Thread.ofVirtual().name("retirement").unstarted(this::follow);
        worker = follower;
        follower.start();
        changed();
    }

    @Override
    public synchronized void stop() {
        Thread present = worker;
        worker = null;
        if (present != null) {
            present.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Whether what comes for this capability is heard here, as opposed to: it is to be, or not any more. */
    boolean isListening(Capability capability) {
        Part part = parts.get(capability);
        return part == null || (part.isListening && !retired.isDeaf(capability));
    }

    /** How many messages of this capability's listeners were not handled. */
    long unhandled(Capability capability) {
        Part part = parts.get(capability);
        return part == null ? 0 : backlog.unhandled(part.subscriptions);
    }

    private void changed() {
        restOrResume();
        news.release();
    }

    private void restOrResume() {
        parts.forEach((capability, part) ->
                part.timers.forEach(retired.isAlone(capability) ? DueWork::rest : DueWork::resume));
    }

    private void follow() {
        try {
            while (worker != null) {
                boolean done = true;
                for (Map.Entry<Capability, Part> each : parts.entrySet()) {
                    done &= listenOrNot(each.getKey(), each.getValue());
                }
                if (done) {
                    news.acquire();
                } else {
                    boolean _ = news.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                }
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean listenOrNot(Capability capability, Part part) throws InterruptedException {
        try {
            boolean should = !retired.isDeaf(capability);
            if (should == part.isListening) {
                return true;
            }
            if (should) {
                listening.begin(part.subscriptions);
                part.isListening = true;
                log.info("{} is listened to again", capability);
                return true;
            }
            boolean ended = listening.end(part.subscriptions, HEAR_OUT);
            if (ended) {
                part.isListening = false;
                log.info("The part of {} is retired here", capability);
            }
            return ended;
        } catch (AmqpException e) {
            log.info("The part of {} waits for the broker: {}", capability, e.getMessage());
            return false;
        } catch (RuntimeException e) {
            log.warn("The part of {} cannot follow the routing table yet", capability, e);
            return false;
        }
    }

    private void findParts() {
        parts.clear();
        for (String name : beans.getBeanNamesForType(Subscription.class)) {
            partOf(name, part -> part.subscriptions.add(beans.getBean(name, Subscription.class)));
        }
        for (String name : beans.getBeanNamesForType(DueWork.class)) {
            partOf(name, part -> part.timers.add(beans.getBean(name, DueWork.class)));
        }
    }

    private void partOf(String bean, Consumer<Part> add) {
        Class<?> declaredIn = declaredIn(bean);
        if (declaredIn != null) {
            retirable
                    .capabilityOf(declaredIn)
                    .ifPresent(capability -> add.accept(parts.computeIfAbsent(capability, _ -> new Part())));
        }
    }

    private @Nullable Class<?> declaredIn(String bean) {
        BeanDefinition definition = beans.getMergedBeanDefinition(bean);
        String factory = definition.getFactoryBeanName();
        if (factory != null) {
            return ClassUtils.getUserClass(Objects.requireNonNull(beans.getType(factory)));
        }
        String declaring = definition.getBeanClassName();
        return declaring == null ? null : ClassUtils.resolveClassName(declaring, beans.getBeanClassLoader());
    }
}
