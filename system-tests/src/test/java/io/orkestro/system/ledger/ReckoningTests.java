package io.orkestro.system.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.system.ledger.Evidence.Delivery;
import io.orkestro.system.ledger.Evidence.Hook;
import io.orkestro.system.ledger.Evidence.Mail;
import io.orkestro.system.ledger.Evidence.Row;
import io.orkestro.system.ledger.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger finds every fault that is planted, and none where there is none. */
class ReckoningTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ID = "dlv_acme_1";
    private static final String RECIPIENT = "ada@example.org";

    private final Ledger ledger = new Ledger();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Hook> webhooks = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<Long>> timelines = new HashMap<>();

    /** Born in the service, claimed once by the monolith, delivered at its fourth change. */
    @BeforeEach
    void aDeliveredOrder() {
        Order order = ledger.open("order-1", RECIPIENT);
        order.created(delivery(1), "dispatch-service");
        order.changed(delivery(2), "Second bell");
        order.reported(delivery(4), "delivered");
        deliveries.add(new Delivery(ID, "order-1", "delivered", 4, "Second bell"));
        for (long sequence = 1; sequence <= 4; sequence++) {
            webhooks.add(new Hook("msg_" + sequence, ID, "delivery.changed", sequence));
        }
        for (String subject : List.of("Booked", "On its way", "Delivered")) {
            mails.add(new Mail(RECIPIENT, "<" + subject + ">", subject));
        }
        rows.add(new Row("monolith", 1, ID, 3, 4));
        rows.add(new Row("service", 0, ID, 3, 4));
        timelines.put(ID, List.of(1L, 2L, 3L, 4L));
    }

    @Test
    void aTimelineWithAHole() {
        timelines.put(ID, List.of(1L, 2L, 4L));

        finds(Kind.GAP);
    }

    @Test
    void aTimelineThatSaysSomethingTwice() {
        timelines.put(ID, List.of(1L, 2L, 3L, 3L, 4L));

        finds(Kind.GAP);
    }

    @Test
    void aSoundHistoryHasNoFindings() {
        Reckoning reckoning = reckon();

        assertThat(reckoning.findings()).isEmpty();
        assertThat(reckoning.claims()).isEqualTo(1);
    }

    @Test
    void whatIsRepeatedUnderItsNameIsNotDoubled() {
        webhooks.add(webhooks.getFirst());
        mails.add(mails.getFirst());
        webhooks.add(new Hook("msg_eta", ID, "delivery.eta_changed", 0));

        assertThat(reckon().findings()).isEmpty();
    }

    @Test
    void aLostDelivery() {
        deliveries.clear();
        rows.clear();

        finds(Kind.LOST);
    }

    @Test
    void anOrderThatWasNeverAcceptedMayBeMissing() {
        ledger.open("order-2", "eve@example.org");

        assertThat(reckon().findings()).isEmpty();
    }

    @Test
    void aDoubledDelivery() {
        deliveries.add(new Delivery("dlv_acme_2", "order-1", "pending", 1, ""));

        finds(Kind.DOUBLED);
    }

    @Test
    void aDeliveryNobodyOrdered() {
        rows.add(new Row("monolith", 1, "dlv_acme_9", 1, 1));

        finds(Kind.STRANGER);
    }

    @Test
    void aDeliveryThatStoppedOnItsWay() {
        replace(new Delivery(ID, "order-1", "picked_up", 4, "Second bell"));

        finds(Kind.WRONG_STATE);
    }

    @Test
    void anAcceptedChangeThatIsGone() {
        replace(new Delivery(ID, "order-1", "delivered", 4, "First bell"));

        finds(Kind.CHANGE_LOST);
    }

    @Test
    void aSequenceThatFellBack() {
        timelines.put(ID, List.of(1L, 2L, 3L));
        replace(new Delivery(ID, "order-1", "delivered", 3, "Second bell"));

        finds(Kind.CHANGE_LOST);
    }

    @Test
    void aDoubledWebhook() {
        webhooks.add(new Hook("msg_other", ID, "delivery.changed", 2));

        finds(Kind.DOUBLED);
    }

    @Test
    void oneWebhookForTwoChanges() {
        webhooks.set(1, new Hook("msg_1", ID, "delivery.changed", 2));

        finds(Kind.DOUBLED);
    }

    @Test
    void aGapInTheWebhooks() {
        webhooks.remove(2);

        finds(Kind.GAP);
    }

    @Test
    void aDoubledMail() {
        mails.add(new Mail(RECIPIENT, "<again>", "Delivered"));

        finds(Kind.DOUBLED);
    }

    @Test
    void aMissingMail() {
        mails.clear();

        finds(Kind.GAP);
    }

    @Test
    void aDeliveryOfTwoOwners() {
        rows.set(1, new Row("service", 0, ID, 4, 4));

        finds(Kind.OWNER);
    }

    @Test
    void aDeliveryOfNobody() {
        rows.set(0, new Row("monolith", 1, ID, 2, 4));

        finds(Kind.OWNER);
    }

    @Test
    void whatWasWrongOnTheWayCounts() {
        ledger.found(new Finding(Kind.OTHER_ANSWER, ID, "200 and then 409"));

        finds(Kind.OTHER_ANSWER);
    }

    @Test
    void theReportNamesWhatPeopleAskFor() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        ledger.flipped(noon, "live");
        ledger.exchanged(new Exchange("create", noon, Duration.ofMillis(12), 201, "monolith", ""));
        ledger.exchanged(new Exchange("read", noon.plusSeconds(9), Duration.ofMillis(4), 200, "dispatch-service", ""));
        ledger.exchanged(new Exchange("cancel", noon, Duration.ofSeconds(1), 503, "monolith", "owner_unreachable"));
        webhooks.remove(2);

        assertThat(new Report("A test", ledger, reckon()).toString())
                .contains(
                        "requests  3 in 9 s",
                        "flips     1",
                        "claims    1",
                        "failures  1 {503=1}",
                        "findings  1 {GAP=1}")
                .containsPattern("dispatch-service +reads +1 +4\\.0 +4\\.0 +4\\.0")
                .containsPattern("monolith +writes +2 +12\\.0 +1000\\.0 +1000\\.0")
                .contains("owner_unreachable", "no webhook told of changes [3] of 4");
    }

    private void finds(Kind kind) {
        assertThat(reckon().findings()).extracting(Finding::kind).containsExactly(kind);
    }

    private Reckoning reckon() {
        return Reckoning.of(ledger, new Evidence(deliveries, webhooks, mails, rows, timelines));
    }

    private void replace(Delivery delivery) {
        deliveries.set(0, delivery);
    }

    private static JsonNode delivery(long sequence) {
        return JSON.readTree("{\"id\":\"%s\",\"sequence\":%d}".formatted(ID, sequence));
    }
}
