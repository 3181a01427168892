package io.orkestro.system.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that was asked and answered, by anybody, while it happened. Nothing in it is ever changed. */
public final class Ledger {

    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final Queue<Flip> flips = new ConcurrentLinkedQueue<>();
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

    /** A capability moved, as far as whoever moved it knows. */
    public record Flip(Instant at, String to) {}

    public Order open(String externalId, String recipient) {
        Order order = new Order(externalId, recipient);
        orders.add(order);
        return order;
    }

    public void exchanged(Exchange exchange) {
        exchanges.add(exchange);
    }

    public void flipped(Instant at, String to) {
        flips.add(new Flip(at, to));
    }

    /** What was wrong at the moment it was seen, whatever the end looks like. */
    public void found(Finding finding) {
        findings.add(finding);
    }

    public List<Order> orders() {
        return List.copyOf(orders);
    }

    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    public List<Flip> flips() {
        return List.copyOf(flips);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Requests that got no answer, or a refusal. */
    public List<Exchange> failures() {
        return exchanges.stream().filter(Exchange::isFailure).toList();
    }
}
