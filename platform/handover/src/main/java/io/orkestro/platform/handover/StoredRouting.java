package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Envelope;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingTable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the newest published table in a row, and reads that row every second: of several processes only one hears a
 * message.
 */
class StoredRouting implements PublishedRouting, InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(StoredRouting.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile RoutingTable table = RoutingTable.everythingAtMonolith();

    StoredRouting(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public RoutingTable table() {
        return table;
    }

    /** What was known when this application was last there counts from the beginning. */
    @Override
    public void afterPropertiesSet() {
        follow();
    }

    /** Called with each newer table, in whichever thread reads it; is quick. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Older ones, and repeats of the same, change nothing. */
    void changed(Envelope envelope, RoutingDocument document) {
        RoutingTable heard = document.toTable();
        jdbc.sql("""
                        insert into published_routing (version, document) values (?, ?::jsonb)
                        on conflict (only_row) do update
                          set version = excluded.version, document = excluded.document
                          where published_routing.version < excluded.version
                        """).params(heard.version(), json.writeValueAsString(document)).update();
        read();
    }

    @Scheduled(initialDelayString = "PT0S", fixedDelayString = "PT1S")
    void follow() {
        try {
            read();
        } catch (DataAccessException | JacksonException | IllegalArgumentException e) {
            log.debug("The published routing table cannot be read, the last one stands", e);
        }
    }

    private void read() {
        jdbc.sql("select document::text from published_routing where version > ?")
                .param(table.version())
                .query(String.class)
                .optional()
                .map(text -> json.readValue(text, RoutingDocument.class).toTable())
                .ifPresent(this::follow);
    }

    private synchronized void follow(RoutingTable newer) {
        if (newer.version() > table.version()) {
            table = newer;
            log.info("Routing table {} is in effect", newer.version());
            listeners.forEach(Runnable::run);
        }
    }
}
