package io.orkestro.gateway.console.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.ui.ExtendedModelMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CouriersPageTests {

    private static final JsonNode OVERVIEW = new JsonMapper().readTree("""
        {"asOf":"2026-11-28T20:00:00Z","count":140,"couriers":[{"name":"Pedal & Post","health":
         {"courierId":"crr_pedal","score":0.371,"failing":true,"askedShare":0.371,"parts":[
          {"trait":"answers","rate":0.55,"times":41.7,"factor":0.55},
          {"trait":"accepts","rate":0.81,"times":20.2,"factor":0.9},
          {"trait":"keeps_its_word","rate":0.75,"times":9.9,"factor":0.75}]}}]}\
        """);

    private final ExtendedModelMap model = new ExtendedModelMap();

    private String open(JsonNode answer) {
        return new CouriersPage(new InternalDoors() {
                    @Override
                    public boolean leadTo(Peer peer) {
                        return true;
                    }

                    @Override
                    public JsonNode get(Peer peer, String path) {
                        assertThat(peer).isEqualTo(Peer.COURIER_MARKETPLACE);
                        if (answer.isEmpty()) {
                            throw new DoorClosed("It is silent.");
                        }
                        return answer;
                    }

                    @Override
                    public JsonNode post(Peer peer, String path) {
                        throw new AssertionError("A page changes nothing");
                    }
                })
                .show(model);
    }

    @Test
    void saysWhyACourierIsAskedLess() {
        assertThat(open(OVERVIEW)).isEqualTo("couriers");

        assertThat(model.get("couriers"))
                .isEqualTo(List.of(new CouriersPage.Row(
                        "crr_pedal",
                        "Pedal & Post",
                        true,
                        "37 %",
                        "37 %",
                        List.of(
                                new CouriersPage.Trait("55 %", "42"),
                                new CouriersPage.Trait("81 %", "20"),
                                new CouriersPage.Trait("75 %", "10")))));
        assertThat(model).containsEntry("isCut", true).containsEntry("asOf", "28 Nov 2026, 20:00:00 UTC");
    }

    @Test
    void saysThatTheMarketplaceIsSilent() {
        open(new JsonMapper().createObjectNode());
        assertThat(model).containsEntry("silence", "It is silent.").doesNotContainKey("couriers");
    }
}
