package io.orkestro.platform.handover;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose right it is to give birth to an id that nobody has; who used it without having asked; with which epoch a row was
 * owned before it was given up; and the lock of an id, row or no row.
 */
final class Fences {

    private final JdbcClient jdbc;

    Fences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the transaction ends; taken before the row's own lock. */
    void lock(String kind, String id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(kind + ":" + id)
                .query((_, _) -> true)
                .single();
    }

    /** 0 where there is none. */
    long epochOf(String kind, String id) {
        return jdbc.sql("select epoch from fence where kind = ? and id = ?")
                .params(kind, id)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    void put(String kind, String id, long epoch) {
        jdbc.sql("""
                        insert into fence (kind, id, epoch) values (?, ?, ?)
                        on conflict (kind, id) do update set epoch = excluded.epoch
                        """).params(kind, id, epoch).update();
    }

    /** A row is fence enough. */
    void remove(String kind, String id) {
        jdbc.sql("delete from fence where kind = ? and id = ?").params(kind, id).update();
    }

    /** That this side gave birth while the other did not answer; kept for as long as the row may meet its double. */
    void bornAlone(String kind, String id, long epoch) {
        jdbc.sql("insert into born_alone (kind, id, epoch) values (?, ?, ?) on conflict (kind, id) do nothing")
                .params(kind, id, epoch)
                .update();
    }

    /** 0 where it did not. */
    long epochOfBirthAlone(String kind, String id) {
        return jdbc.sql("select epoch from born_alone where kind = ? and id = ?")
                .params(kind, id)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** @param epoch with which this side owned what it gives up */
    void gaveUp(String kind, String id, long epoch) {
        jdbc.sql("""
                        insert into given_up (kind, id, epoch) values (?, ?, ?)
                        on conflict (kind, id) do update set epoch = excluded.epoch
                        """).params(kind, id, epoch).update();
    }

    /** With which epoch this side owned what it last gave up; 0 where it gave up nothing. */
    long gaveUp(String kind, String id) {
        return jdbc.sql("select epoch from given_up where kind = ? and id = ?")
                .params(kind, id)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    long count(String kind) {
        return jdbc.sql("select count(*) from fence where kind = ?")
                .param(kind)
                .query(Long.class)
                .single();
    }
}
