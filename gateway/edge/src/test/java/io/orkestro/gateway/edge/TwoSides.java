package io.orkestro.gateway.edge;

import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.Stage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** An edge between two sides that can be told apart, a database of its own, and one retailer. */
final class TwoSides implements AutoCloseable {

    final SideBackend monolith = new SideBackend();
    final SideBackend service = new SideBackend();
    final GatewayDatabase database;
    final GatewayDatabase.Key key;
    final RunningEdge edge;

    TwoSides(JdbcConnectionDetails server, String... settings) {
        this(GatewayDatabase.at(server), settings);
    }

    /** As an edge that writes to its database through this port of this machine, and reads it as others do. */
    static TwoSides writingThrough(int port, JdbcConnectionDetails server, String... settings) {
        GatewayDatabase database = GatewayDatabase.at(server);
        String url = "--orkestro.edge.report.database-url="
                + database.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/");
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = url;
        return new TwoSides(database, all);
    }

    private TwoSides(GatewayDatabase database, String... settings) {
        this.database = database;
        key = database.issue("retailer", "ret_acme", 1_000_000);
        List<String> all = new ArrayList<>(List.of(settings));
        for (String role : List.of("dispatch", "marketplace", "tracking", "notification")) {
            all.add("--orkestro.edge.backends." + role + "=" + service.address());
        }
        edge = new RunningEdge(database, monolith.address(), null, all.toArray(String[]::new));
        RawHttp.awaitTable(edge.port(), database.table());
        await().until(() -> get("/v1/account").status() == 200);
        monolith.received().clear();
    }

    /** Moves a capability, with so much of it compared. */
    void place(Capability capability, Stage stage, int sampleBasisPoints) {
        database.place(capability, Placement.at(stage, Instant.now()).sampling(sampleBasisPoints));
        RawHttp.awaitTable(edge.port(), database.table());
    }

    RawHttp.Answer get(String target, String... headers) throws IOException {
        return send("GET", target, "", headers);
    }

    RawHttp.Answer send(String method, String target, String body, String... headers) throws IOException {
        List<String> head =
                new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: api.example", key.header()));
        if (!body.isEmpty()) {
            head.add("Content-Type: application/json");
            head.add("Content-Length: " + body.length());
        }
        head.addAll(List.of(headers));
        return RawHttp.exchange(
                edge.port(), body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), head.toArray(String[]::new));
    }

    /** Over all seconds and routes, once the edge has written them. */
    long sum(String column) {
        return database.number("select coalesce(sum(" + column + "), 0) from comparison");
    }

    /** How many pairs the edge has in hand, and what they hold: nothing, once all is done. */
    double inHand(String meter) {
        return edge.meters().get(meter).gauge().value();
    }

    double dropped(String reason) {
        return edge.meters().find("orkestro.shadow.dropped").tag("reason", reason).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        edge.close();
        monolith.close();
        service.close();
        database.close();
    }
}
