package io.orkestro.dispatch.intake.connection;

import static java.util.stream.Collectors.toMap;

import io.orkestro.dispatch.intake.shop.ShopKind;
import io.orkestro.platform.web.problem.InvalidRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** All kinds of shops that can be connected. */
@Component
public class ShopKinds {

    private final Map<String, ShopKind> kinds;

    ShopKinds(List<ShopKind> kinds) {
        this.kinds = new TreeMap<>(kinds.stream().collect(toMap(ShopKind::name, Function.identity())));
    }

    /** The kind of a connection; there is one, or it could not have been connected. */
    public ShopKind of(Connection connection) {
        ShopKind kind = kinds.get(connection.kind());
        if (kind == null) {
            throw new IllegalStateException("Nobody here speaks with " + connection.kind());
        }
        return kind;
    }

    ShopKind named(String name) {
        ShopKind kind = kinds.get(name);
        if (kind == null) {
            throw new InvalidRequest(
                    "kind", "unknown_value", "is one of " + String.join(", ", new TreeSet<>(kinds.keySet())));
        }
        return kind;
    }
}
