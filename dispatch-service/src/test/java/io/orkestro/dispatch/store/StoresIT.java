package io.orkestro.dispatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.DispatchApplication;
import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.platform.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest(
        classes = DispatchApplication.class,
        properties = {
            "orkestro.token.secret=b3JrZXN0cm8gdGVzdHMsIDMyIGJ5dGVzIG9yIG1vcmU=",
            "orkestro.secret-key=b3JrZXN0cm8gdGVzdHMsIDMyIGJ5dGVzIG9yIG1vcmU="
        })
@Import(TestServers.class)
class StoresIT {

    private final Stores stores;

    @Autowired
    StoresIT(Stores stores) {
        this.stores = stores;
    }

    @Test
    void theNewestStateWinsInWhateverOrderTheyCome() {
        stores.keep("ret_order", store("sto_order_a", "Second name"), 2);
        stores.keep("ret_order", store("sto_order_a", "First name"), 1);
        assertThat(stores.pickupOf("ret_order", "sto_order_a")).map(Stop::name).contains("Second name");

        stores.keep("ret_order", store("sto_order_a", "Third name"), 3);
        assertThat(stores.pickupOf("ret_order", "sto_order_a")).map(Stop::name).contains("Third name");
    }

    @Test
    void aStoreIsItsRetailersAlone() {
        stores.keep("ret_own", store("sto_own_a", "A name"), 1);
        assertThat(stores.pickupOf("ret_own", "sto_own_a")).isPresent();
        assertThat(stores.pickupOf("ret_other", "sto_own_a")).isEmpty();
        assertThat(stores.pickupOf("ret_own", "sto_own_b")).isEmpty();
    }

    private static Store store(String id, String name) {
        return new Store(
                id,
                name,
                null,
                new Address("14 Redchurch Street", null, "London", "E2 7DJ", "GB"),
                new Location(51.5245, -0.0773),
                null,
                null,
                null,
                null);
    }
}
