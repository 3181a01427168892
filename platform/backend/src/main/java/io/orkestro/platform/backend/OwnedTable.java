package io.orkestro.platform.backend;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the handover asks of every table of rows in the same words, for {@link Copies} that are kept in plain SQL: a key that is
 * text, and a column {@code epoch}. An index on the key {@code collate "C"} makes pages cheap.
 *
 * @param name goes into the statements as it is, and so does {@code key}
 */
public record OwnedTable(String name, String key, JdbcClient jdbc) {

    /** As {@link Copies#idsAfter}. */
    public List<String> idsAfter(@Nullable String after, int limit) {
        return jdbc.sql(
                        "select %2$s from %1$s where %2$s collate \"C\" > :after order by %2$s collate \"C\" limit :limit"
                                .formatted(name, key))
                .param("after", Objects.requireNonNullElse(after, ""))
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** As {@link Copies#surrender}. */
    public void surrender(String id, long epoch) {
        jdbc.sql("update %s set epoch = :epoch where %s = :id".formatted(name, key))
                .param("epoch", epoch)
                .param("id", id)
                .update();
    }

    /** As {@link Copies#countWithParity}. */
    public long countWithParity(int parity) {
        return jdbc.sql("select count(*) from %s where epoch %% 2 = :parity".formatted(name))
                .param("parity", parity)
                .query(Long.class)
                .single();
    }
}
