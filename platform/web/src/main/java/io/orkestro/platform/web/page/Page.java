package io.orkestro.platform.web.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param data at most {@code limit} items
 * @param nextCursor to ask for the next page, null on the last
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAXIMUM_LIMIT = 200;

    /**
     * Makes a page from one row more than was asked for, which tells whether there is a next.
     *
     * @param rows up to {@code limit + 1}, in order
     * @param limit as asked for
     * @param cursorOf the position of a row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursorOf) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> data = List.copyOf(rows.subList(0, limit));
        return new Page<>(data, cursorOf.apply(data.getLast()).encoded());
    }

    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(data.stream().map(mapper).toList(), nextCursor);
    }
}
