package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the monolith's toy shop alone has, and the other keeps copies of. */
final class Catalogues implements CopiedKind {

    private static final String CHANGED = "catalogue.changed.v1";
    private static final String EXCHANGE = "dispatch";

    private final JdbcClient jdbc;
    private final Outbox outbox;

    Catalogues(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    record Catalogue(String title) {}

    static Subscription heardBy(JdbcClient jdbc) {
        return Subscription.of("catalogues", EXCHANGE)
                .onEvent(
                        CHANGED,
                        Catalogue.class,
                        (envelope, catalogue) -> jdbc.sql("""
                                insert into catalogue (id, title) values (?, ?)
                                on conflict (id) do update set title = excluded.title
                                """)
                                .params(envelope.subject(), catalogue.title())
                                .update())
                .build();
    }

    @Override
    public String name() {
        return "catalogue";
    }

    @Override
    public Capability capability() {
        return Capability.DISPATCH;
    }

    @Override
    public void publish(String id) {
        String title = jdbc.sql("select title from catalogue where id = ?")
                .param(id)
                .query(String.class)
                .single();
        outbox.append(Message.event(EXCHANGE, CHANGED, id, 1, 0, Decision.allMonolith(), new Catalogue(title)));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return jdbc.sql("select id from catalogue where id > ? order by id limit ?")
                .params(after == null ? "" : after, limit)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
