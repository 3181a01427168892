package io.orkestro.monolith.account.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.monolith.world.Api;
import io.orkestro.monolith.world.Happenings;
import io.orkestro.monolith.world.MonolithTest;
import io.orkestro.monolith.world.Wiretap;
import io.orkestro.platform.handover.CopiedKind;
import io.orkestro.platform.routing.Capability;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What dispatch's service is told of the stores; goes with {@link StoresOfDispatch}. */
@MonolithTest
class StoresOfDispatchIT {

    private static final String STORE = """
            {"name": "Shoreditch", "business": "Corner Books", "prepMinutes": 15, "phone": "+442079460018",
             "address": {"line1": "1 Old Street", "city": "London", "postcode": "EC1V 9HL", "country": "GB"},
             "location": {"lat": 51.5246, "lng": -0.0986}}
            """;

    @Autowired
    private Api api;

    @Autowired
    private Wiretap wiretap;

    @Autowired
    private List<CopiedKind> copies;

    @Autowired
    private TransactionTemplate transactions;

    private final String key = Happenings.newKey();

    @AfterEach
    void whatWasSaidWasAsAgreed() {
        wiretap.assertEverythingWasAsAgreed();
    }

    /** It was opened when there was no other side yet that could have heard of it. */
    @Test
    void aStoreFromBeforeIsToldToTheOtherSideOfDispatch() {
        String id = api.retailer(key).post("/v1/stores", STORE).text("/id");
        await().untilAsserted(
                        () -> assertThat(wiretap.heard("store.changed.v1", id)).hasSize(1));

        assertThat(copies)
                .filteredOn(kind -> kind.capability() == Capability.DISPATCH)
                .singleElement()
                .satisfies(kind -> {
                    assertThat(all(kind)).isSorted().contains(id);
                    transactions.executeWithoutResult(_ -> kind.publish(id));
                });

        await().untilAsserted(
                        () -> assertThat(wiretap.heard("store.changed.v1", id)).hasSize(2));
        assertThat(wiretap.heard("store.changed.v1", id)).allMatch(message -> message.contains("\"sequence\":1,"));
    }

    private static List<String> all(CopiedKind kind) {
        List<String> all = new ArrayList<>();
        for (List<String> page = kind.idsAfter(null, 2); !page.isEmpty(); page = kind.idsAfter(page.getLast(), 2)) {
            all.addAll(page);
        }
        return all;
    }
}
