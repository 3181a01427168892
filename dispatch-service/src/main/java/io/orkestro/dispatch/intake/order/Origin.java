package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.consignment.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where orders come from.
 *
 * @param retailerId whose they are
 * @param source what tells its orders from those of other sources: a connection's id, or {@code csv}
 * @param kind of shop: {@code shopify}; {@code csv} for files
 * @param connectionId null where there is none
 */
public record Origin(
        String retailerId,
        String source,
        String kind,
        @Nullable String connectionId,
        Mapping mapping) {

    private static final String FILE = "csv";

    /** Files say all that there is to say with each row; nothing is said about all of them. */
    public static Origin ofFiles(String retailerId) {
        Mapping mapping = new Mapping(null, List.of(), Item.Size.SMALL, null, true, null);
        return new Origin(retailerId, FILE, FILE, null, mapping);
    }
}
