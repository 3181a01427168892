package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.dispatch.rule.DecisionRound;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The decision record of a delivery: its rounds, appended and never changed. */
@Component
class DecisionRounds {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DecisionRounds(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void append(String deliveryId, DecisionRound round) {
        jdbc.sql("""
                        insert into decision_round (delivery_id, decided_at, round)
                        values (:delivery, :at, cast(:round as jsonb))
                        on conflict (delivery_id, decided_at) do nothing
                        """)
                .param("delivery", deliveryId)
                .param("at", round.at().atOffset(ZoneOffset.UTC))
                .param("round", json.writeValueAsString(round))
                .update();
    }

    /** In order. */
    List<DecisionRound> of(String deliveryId) {
        return jdbc.sql("select round from decision_round where delivery_id = :delivery order by id")
                .param("delivery", deliveryId)
                .query((row, _) -> json.readValue(row.getString("round"), DecisionRound.class))
                .list();
    }
}
