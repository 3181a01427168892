package io.orkestro.system.ledger;

import java.util.List;
import java.util.Map;

/**
 * What there is at the end, from everyone who could know.
 *
 * @param deliveries as the API lists them
 * @param webhooks as the retailer's server received them, repeats included
 * @param mails as the mail server received them, repeats included
 * @param rows of the tables {@code delivery} of all sides
 * @param timelines what tracking shows of each delivery's changes
 */
public record Evidence(
        List<Delivery> deliveries,
        List<Hook> webhooks,
        List<Mail> mails,
        List<Row> rows,
        Map<String, List<Long>> timelines) {

    public Evidence {
        deliveries = List.copyOf(deliveries);
        webhooks = List.copyOf(webhooks);
        mails = List.copyOf(mails);
        rows = List.copyOf(rows);
        timelines = Map.copyOf(timelines);
    }

    public record Delivery(String id, String externalId, String status, long sequence, String instructions) {}

    /** @param sequence 0 where the news is none of a change */
    public record Hook(String webhookId, String deliveryId, String type, long sequence) {}

    public record Mail(String recipient, String messageId, String subject) {}

    /** @param ownEpochs whether this side's epochs are odd or even, as the remainder by 2 */
    public record Row(String side, int ownEpochs, String id, long epoch, long sequence) {

        boolean isOwned() {
            return epoch % 2 == ownEpochs;
        }
    }
}
