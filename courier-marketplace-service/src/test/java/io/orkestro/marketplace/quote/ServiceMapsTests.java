package io.orkestro.marketplace.quote;

import static io.orkestro.marketplace.Samples.LONDON;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.Samples;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Couriers;
import io.orkestro.marketplace.courier.SampleCouriers;
import io.orkestro.marketplace.courier.ServiceArea;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Limit;

class ServiceMapsTests {

    private final Register register = new Register();
    private final ServiceMaps maps = new ServiceMaps(register);

    @Test
    void theMapIsDrawnAnewOnlyWhenCouriersChange() {
        register.put("one");
        ServiceMap first = maps.current();
        assertThat(first.couriers()).hasSize(1);
        assertThat(maps.current()).isSameAs(first);

        register.put("two");
        ServiceMap second = maps.current();
        assertThat(second.couriers()).hasSize(2);
        assertThat(first.couriers()).hasSize(1);
        assertThat(maps.current()).isSameAs(second);
    }

    @Test
    void onlyWhatHasChangedIsReadAgain() {
        register.put("one");
        register.put("two");
        maps.current();
        register.read.clear();

        register.put("two");
        assertThat(maps.current().couriers())
                .containsExactlyInAnyOrder(register.couriers.get("crr_one"), register.couriers.get("crr_two"));
        assertThat(register.read).containsExactly("crr_two");
    }

    @Test
    void whoIsGoneIsNotOnTheMap() {
        register.put("one");
        register.put("two");
        maps.current();

        register.remove("crr_one");
        assertThat(maps.current().couriers()).containsExactly(register.couriers.get("crr_two"));
    }

    /** As the database would, without one. */
    private static final class Register implements Couriers {

        private final Map<String, Courier> couriers = new HashMap<>();
        private final Map<String, Integer> changes = new HashMap<>();
        private final List<String> read = new ArrayList<>();
        private int stamp;

        void put(String key) {
            Courier courier = SampleCouriers.of(key, Samples.working(new ServiceArea(LONDON, 1_000)));
            couriers.put(courier.id(), courier);
            changes.put(courier.id(), ++stamp);
        }

        void remove(String id) {
            couriers.remove(id);
            changes.remove(id);
            stamp++;
        }

        @Override
        public String stamp() {
            return String.valueOf(stamp);
        }

        @Override
        public List<String> marks() {
            return changes.entrySet().stream()
                    .map(change -> change.getKey() + ":" + change.getValue())
                    .toList();
        }

        @Override
        public List<Courier> findAllById(Iterable<String> ids) {
            ids.forEach(read::add);
            return StreamSupport.stream(ids.spliterator(), false)
                    .map(couriers::get)
                    .toList();
        }

        @Override
        public Courier save(Courier courier) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Courier saveAndFlush(Courier courier) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Courier> hold(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> idsAfter(String after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long countWithParity(int parity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Courier> findById(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Courier> lock(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int lockUnborn(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Courier> newest(Limit limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Courier> newestBefore(Instant at, String id, Limit limit) {
            throw new UnsupportedOperationException();
        }
    }
}
