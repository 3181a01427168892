package io.orkestro.dispatch.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Dispatch reads what the contracts say intake asks. */
class IntakeRequestsTests {

    private final JsonMapper json = StrictJson.mapper();

    @Test
    void readsWhatIsToBecomeADelivery() {
        IntakeRequests.DeliveryRequestedMessage message =
                read("delivery.requested.v1", IntakeRequests.DeliveryRequestedMessage.class);
        assertThat(message.deliveryId()).startsWith("dlv_acme_");
        assertThat(message.retailerId()).isEqualTo("ret_acme");
        assertThat(message.order().dropoff().address().postcode()).isNotEmpty();
        assertThat(message.fingerprint()).hasSize(64);
    }

    @Test
    void readsChanges() {
        IntakeRequests.AmendmentRequestedMessage amendment =
                read("delivery.amendment-requested.v1", IntakeRequests.AmendmentRequestedMessage.class);
        assertThat(amendment.amendment().dropoff()).isNotNull();
        IntakeRequests.CancellationRequestedMessage cancellation =
                read("delivery.cancellation-requested.v1", IntakeRequests.CancellationRequestedMessage.class);
        assertThat(cancellation.retailerId()).isEqualTo("ret_acme");
    }

    private <T> T read(String type, Class<T> record) {
        return json.treeToValue(json.readTree(Contracts.example(type)).get("data"), record);
    }
}
