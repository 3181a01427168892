package io.orkestro.tracking.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orkestro.tracking.place.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the recipient's page shows, in words: the page is drawn from it, and drawn again from each event of its stream.
 *
 * @param trouble whether it will not arrive, or not as it was meant to
 * @param over whether nothing will change any more
 * @param business where the goods come from
 * @param phone of that business
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageState(
        String status,
        String title,
        String explanation,
        boolean trouble,
        boolean over,
        @Nullable String business,
        @Nullable String phone,
        @Nullable Eta eta,
        @Nullable Driver driver,
        List<Step> steps,
        @Nullable Way way) {

    /**
     * When it is expected.
     *
     * @param time as the recipient's clock shows it
     * @param instant the same for programs
     */
    record Eta(String label, String time, String instant) {}

    /**
     * Who brings it.
     *
     * @param initial the name's first letter; empty where there is no name
     * @param vehicle in words
     * @param kind of vehicle, for a picture of it; empty where nobody said
     */
    record Driver(String label, String name, String initial, String vehicle, String kind) {}

    /** One line of the list of steps. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(
            String label, @Nullable String time, @Nullable String instant, boolean done, boolean current) {}

    /**
     * Where everything is.
     *
     * @param courier null while nobody was seen on the way to here
     * @param seen when, in words
     * @param carried whether the goods are with the courier
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Way(
            Location pickup,
            Location dropoff,
            @Nullable Location courier,
            @Nullable String seen,
            boolean carried) {}
}
