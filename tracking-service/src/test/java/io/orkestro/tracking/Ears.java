package io.orkestro.tracking;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.messaging.Envelope;
import io.orkestro.platform.messaging.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hears what tracking says, and holds it against the contracts. */
@TestConfiguration(proxyBeanMethods = false)
public class Ears {

    private record Heard(Envelope envelope, JsonNode data) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    @Bean
    Subscription testsHearTracking() {
        Subscription.Builder ears = Subscription.of("tracking-tests", "tracking");
        for (String type : List.of(EtaChanged.TYPE)) {
            ears.onEvent(type, JsonNode.class, (envelope, data) -> heard.add(new Heard(envelope, data)));
        }
        return ears.build();
    }

    /** The data of everything of this type so far, about this subject. */
    public List<JsonNode> heard(String type, String subject) {
        return heard.stream()
                .filter(message -> message.envelope().type().equals(type))
                .filter(message -> message.envelope().subject().equals(subject))
                .map(Heard::data)
                .toList();
    }

    public void assertEverythingWasAsAgreed() {
        JsonMapper json = new JsonMapper();
        heard.forEach(message -> Contracts.assertValidMessage(wire(message, json)));
    }

    /** As it was on the wire, near enough. */
    private static String wire(Heard heard, JsonMapper json) {
        Envelope envelope = heard.envelope();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", envelope.id().toString());
        message.put("type", envelope.type());
        message.put("subject", envelope.subject());
        message.put("sequence", envelope.sequence());
        message.put("epoch", envelope.epoch());
        message.put("occurredAt", envelope.occurredAt().toString());
        message.put("producer", envelope.producer());
        message.put("decision", envelope.decision().encoded());
        message.put("data", heard.data());
        return json.writeValueAsString(message);
    }
}
