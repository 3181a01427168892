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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Limit;

class ServiceMapsTests {

    private final Register register = new Register();
    private final ServiceMaps maps = new ServiceMaps(register);

    @Test
    void theMapIsDrawnAnewOnlyWhenCouriersChange() {
        register.couriers.add(SampleCouriers.of("one", Samples.working(new ServiceArea(LONDON, 1_000))));
        ServiceMap first = maps.current();
        assertThat(first.couriers()).hasSize(1);
        assertThat(maps.current()).isSameAs(first);

        register.couriers.add(SampleCouriers.of("two", Samples.working(new ServiceArea(LONDON, 1_000))));
        ServiceMap second = maps.current();
        assertThat(second.couriers()).hasSize(2);
        assertThat(first.couriers()).hasSize(1);
        assertThat(maps.current()).isSameAs(second);
        assertThat(register.readings).isEqualTo(2);
    }

    /** As the database would, without one. */
    private static final class Register implements Couriers {

        private final List<Courier> couriers = new ArrayList<>();
        private int readings;

        @Override
        public String stamp() {
            return String.valueOf(couriers.size());
        }

        @Override
        public List<Courier> findAll() {
            readings++;
            return List.copyOf(couriers);
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
