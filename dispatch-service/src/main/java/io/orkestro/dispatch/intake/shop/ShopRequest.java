package io.orkestro.dispatch.intake.shop;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that reached a connection's address.
 *
 * @param path what follows that address, {@code validate}; empty where nothing does
 * @param url the address as the shop was told it, with the path
 * @param headers by name, without case
 * @param body as it came
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ShopRequest(String path, String url, Function<String, @Nullable String> headers, byte[] body) {

    public @Nullable String header(String name) {
        return headers.apply(name);
    }
}
