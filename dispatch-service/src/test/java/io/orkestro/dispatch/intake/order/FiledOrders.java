package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.intake.address.Geocoder;
import io.orkestro.dispatch.store.Stores;
import jakarta.validation.Validator;
import java.time.Clock;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes orders of files as the application does, with somebody else to ask where addresses are. */
public final class FiledOrders {

    private FiledOrders() {}

    public static TakeFiledOrders asking(Geocoder geocoder, BeanFactory beans) {
        Clock clock = beans.getBean(Clock.class);
        MakeDelivery make =
                new MakeDelivery(geocoder, beans.getBean(Stores.class), beans.getBean(Validator.class), clock);
        return new TakeFiledOrders(
                beans.getBean(Orders.class),
                make,
                beans.getBean(AskDispatch.class),
                beans.getBean(JdbcClient.class),
                clock);
    }
}
