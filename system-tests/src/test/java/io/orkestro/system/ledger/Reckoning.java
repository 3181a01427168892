package io.orkestro.system.ledger;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import io.orkestro.system.ledger.Evidence.Delivery;
import io.orkestro.system.ledger.Evidence.Hook;
import io.orkestro.system.ledger.Evidence.Mail;
import io.orkestro.system.ledger.Evidence.Row;
import io.orkestro.system.ledger.Finding.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The ledger against the evidence: every delivery accounted for. */
public final class Reckoning {

    private static final Set<String> CARRIED =
            Set.of("picked_up", "dropoff_enroute", "dropoff_arrived", "delivered", "returning", "returned", "failed");
    /** By the default rules a recipient hears of these ends. What came before is told too, unless it was overtaken. */
    private static final Set<String> TOLD = Set.of("delivered", "cancelled");

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, List<Delivery>> byExternalId;
    private final Map<String, List<Hook>> webhooks;
    private final Map<String, List<Mail>> mails;
    private final Map<String, List<Row>> rows;
    private final Map<String, List<Long>> timelines;
    private long claims;

    private Reckoning(Evidence evidence) {
        byExternalId = evidence.deliveries().stream().collect(groupingBy(Delivery::externalId));
        webhooks = evidence.webhooks().stream().collect(groupingBy(Hook::deliveryId));
        mails = evidence.mails().stream().collect(groupingBy(Mail::recipient));
        rows = evidence.rows().stream().collect(groupingBy(Row::id));
        timelines = evidence.timelines();
    }

    public static Reckoning of(Ledger ledger, Evidence evidence) {
        Reckoning reckoning = new Reckoning(evidence);
        reckoning.findings.addAll(ledger.findings());
        ledger.orders().forEach(reckoning::account);
        reckoning.lookForStrangers(ledger, evidence);
        return reckoning;
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How often a delivery changed hands. */
    public long claims() {
        return claims;
    }

    private void account(Order order) {
        List<Delivery> found = byExternalId.getOrDefault(order.externalId(), List.of());
        if (found.size() > 1) {
            add(Kind.DOUBLED, order.externalId(), "one order, deliveries " + found);
            return;
        }
        if (found.isEmpty()) {
            if (order.promise() != Order.Promise.NONE) {
                add(Kind.LOST, about(order), "accepted as %s, and not listed".formatted(order.promise()));
            }
            return;
        }
        Delivery delivery = found.getFirst();
        if (order.id() != null && !delivery.id().equals(order.id())) {
            add(Kind.DOUBLED, about(order), "answered with this id, listed with " + delivery.id());
        }
        state(order, delivery);
        webhooks(delivery);
        mails(order, delivery);
        timeline(delivery);
        owner(order, delivery);
    }

    private void state(Order order, Delivery delivery) {
        boolean asPromised = switch (order.promise()) {
            case NONE, ACCEPTED -> true;
            case CARRIED -> CARRIED.contains(delivery.status());
            case DELIVERED -> delivery.status().equals("delivered");
            case CANCELLED -> delivery.status().equals("cancelled");
        };
        if (!asPromised) {
            add(
                    Kind.WRONG_STATE,
                    delivery.id(),
                    "is %s, was promised %s".formatted(delivery.status(), order.promise()));
        }
        if (delivery.sequence() < order.sequence()) {
            add(
                    Kind.CHANGE_LOST,
                    delivery.id(),
                    "is at change %d, an answer showed %d".formatted(delivery.sequence(), order.sequence()));
        }
        if (!order.instructions().isEmpty() && !order.instructions().equals(delivery.instructions())) {
            add(
                    Kind.CHANGE_LOST,
                    delivery.id(),
                    "says '%s', was changed to '%s'".formatted(delivery.instructions(), order.instructions()));
        }
    }

    private void webhooks(Delivery delivery) {
        Map<Long, Set<String>> idsOfChange = new TreeMap<>();
        Map<String, Set<Long>> changesOfId = new TreeMap<>();
        for (Hook hook : webhooks.getOrDefault(delivery.id(), List.of())) {
            if (hook.sequence() > 0) {
                idsOfChange
                        .computeIfAbsent(hook.sequence(), _ -> new TreeSet<>())
                        .add(hook.webhookId());
                changesOfId
                        .computeIfAbsent(hook.webhookId(), _ -> new TreeSet<>())
                        .add(hook.sequence());
            }
        }
        idsOfChange.forEach((sequence, ids) -> {
            if (ids.size() > 1) {
                add(Kind.DOUBLED, delivery.id(), "change %d was told by webhooks %s".formatted(sequence, ids));
            }
        });
        changesOfId.forEach((id, sequences) -> {
            if (sequences.size() > 1) {
                add(Kind.DOUBLED, delivery.id(), "webhook %s told of changes %s".formatted(id, sequences));
            }
        });
        Set<Long> missing = new TreeSet<>();
        for (long sequence = 1; sequence <= delivery.sequence(); sequence++) {
            if (!idsOfChange.containsKey(sequence)) {
                missing.add(sequence);
            }
        }
        if (!missing.isEmpty()) {
            add(Kind.GAP, delivery.id(), "no webhook told of changes %s of %d".formatted(missing, delivery.sequence()));
        }
    }

    private void mails(Order order, Delivery delivery) {
        Map<String, Set<String>> bySubject = new TreeMap<>();
        for (Mail mail : mails.getOrDefault(order.recipient(), List.of())) {
            bySubject.computeIfAbsent(mail.subject(), _ -> new TreeSet<>()).add(mail.messageId());
        }
        bySubject.forEach((subject, ids) -> {
            if (ids.size() > 1) {
                add(Kind.DOUBLED, delivery.id(), "%d different e-mails '%s'".formatted(ids.size(), subject));
            }
        });
        if (bySubject.isEmpty() && TOLD.contains(delivery.status())) {
            add(Kind.GAP, delivery.id(), "is %s, and its recipient heard nothing".formatted(delivery.status()));
        }
    }

    /** Every change once, in order. */
    private void timeline(Delivery delivery) {
        List<Long> shown = timelines.getOrDefault(delivery.id(), List.of());
        List<Long> whole =
                LongStream.rangeClosed(1, delivery.sequence()).boxed().toList();
        if (!shown.equals(whole)) {
            add(Kind.GAP, delivery.id(), "its timeline shows changes %s of %d".formatted(shown, delivery.sequence()));
        }
    }

    private void owner(Order order, Delivery delivery) {
        List<Row> kept = rows.getOrDefault(delivery.id(), List.of());
        List<Row> owned = kept.stream().filter(Row::isOwned).toList();
        if (owned.size() != 1) {
            add(Kind.OWNER, delivery.id(), "owned by %d sides: %s".formatted(owned.size(), kept));
            return;
        }
        long birth = order.bornAt().equals("monolith") || order.bornAt().isEmpty() ? 1 : 2;
        claims += Math.max(0, owned.getFirst().epoch() - birth);
    }

    private void lookForStrangers(Ledger ledger, Evidence evidence) {
        Set<String> known = ledger.orders().stream().map(Order::externalId).collect(toCollection(HashSet::new));
        evidence.deliveries().stream()
                .filter(delivery -> !known.contains(delivery.externalId()))
                .forEach(delivery -> add(Kind.STRANGER, delivery.id(), "nobody ordered it: " + delivery));
        Set<String> listed = evidence.deliveries().stream().map(Delivery::id).collect(toCollection(HashSet::new));
        rows.keySet().stream()
                .filter(id -> !listed.contains(id))
                .forEach(id -> add(Kind.STRANGER, id, "is kept and not listed: " + rows.get(id)));
    }

    /** How many of each kind. */
    public Map<Kind, Long> counts() {
        return findings.stream().collect(groupingBy(Finding::kind, TreeMap::new, counting()));
    }

    private void add(Kind kind, String about, String what) {
        findings.add(new Finding(kind, about, what));
    }

    private static String about(Order order) {
        return Objects.requireNonNullElse(order.id(), order.externalId());
    }
}
