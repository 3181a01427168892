package io.orkestro.tracking;

import io.orkestro.platform.messaging.Heartbeat;
import io.orkestro.platform.routing.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.databind.json.JsonMapper;

/** What the other side says on tracking's exchange: news on demand, heartbeats all the time. */
@TestComponent
public class Monolith {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PARTITIONS = 8;

    private final RabbitTemplate broker;
    private final String exchange;
    private volatile boolean isSilent;

    Monolith(ConnectionFactory connections, @Value("${orkestro.messaging.prefix}") String prefix) {
        this.broker = new RabbitTemplate(connections);
        this.exchange = prefix + "tracking";
    }

    /** An event of the monolith's tracking, decided for the monolith. */
    public void says(String type, String subject, long sequence, Object data) {
        says(type, subject, sequence, Decision.allMonolith(), data);
    }

    private void says(String type, String subject, long sequence, Decision decision, Object data) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", UUID.randomUUID().toString());
        message.put("type", type);
        message.put("subject", subject);
        message.put("sequence", sequence);
        message.put("epoch", 0);
        message.put("occurredAt", Instant.now().toString());
        message.put("producer", "legacy-monolith");
        message.put("decision", decision.encoded());
        message.put("data", data);
        byte[] body = JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
        broker.send(
                exchange,
                "event.monolith." + type,
                MessageBuilder.withBody(body).setContentType("application/json").build());
    }

    /** Until it is told to beat again, nobody knows what it may still have to say. */
    public void beQuiet(boolean quiet) {
        isSilent = quiet;
    }

    @Scheduled(fixedDelay = 200)
    void beat() {
        if (isSilent) {
            return;
        }
        String now = Instant.now().toString();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            says(
                    Heartbeat.TYPE,
                    "heartbeat-" + partition,
                    0,
                    Map.of("at", now, "partition", partition, "partitions", PARTITIONS));
        }
    }
}
