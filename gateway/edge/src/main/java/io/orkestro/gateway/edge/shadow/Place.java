package io.orkestro.gateway.edge.shadow;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where in a document we are. Made text only where something differs. */
record Place(@Nullable Place within, String name) {

    static final Place ROOT = new Place(null, "");

    Place of(String field) {
        return new Place(this, field);
    }

    Place of(int element) {
        return new Place(this, Integer.toString(element));
    }

    Deque<String> names() {
        Deque<String> names = new ArrayDeque<>();
        for (Place place = this; place != null && place.within != null; place = place.within) {
            names.addFirst(place.name);
        }
        return names;
    }
}
