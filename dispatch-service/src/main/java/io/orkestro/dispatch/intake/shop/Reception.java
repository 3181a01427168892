package io.orkestro.dispatch.intake.shop;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is to become of a request. */
public sealed interface Reception {

    /**
     * To be kept, acknowledged and worked through afterwards.
     *
     * @param key tells it from all others of its connection; a repetition has the same
     * @param answer what the shop wants to hear at once, as JSON; null is nothing
     */
    record Event(String key, String topic, @Nullable Map<String, Object> answer) implements Reception {

        public Event(String key, String topic) {
            this(key, topic, null);
        }
    }

    /**
     * To be answered at once, and to leave no trace.
     *
     * @param inWords the answer as this shop wants it, as JSON
     */
    record Asked(RateQuestion question, Function<Rate, Map<String, Object>> inWords) implements Reception {}

    /** Genuine, or harmless, and nothing to us: acknowledged, so that it does not come again. */
    record Ignored(String why) implements Reception {}

    /** Not the shop's. */
    record Forged() implements Reception {}
}
