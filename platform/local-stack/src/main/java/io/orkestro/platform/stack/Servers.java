package io.orkestro.platform.stack;

import io.orkestro.platform.stack.broker.Broker;
import io.orkestro.platform.stack.broker.EmbeddedBrokerProcess;
import io.orkestro.platform.stack.broker.NamedBroker;
import io.orkestro.platform.stack.broker.RabbitProcess;
import io.orkestro.platform.stack.broker.RabbitProcess.RabbitPorts;
import io.orkestro.platform.stack.postgres.Databases;
import io.orkestro.platform.stack.postgres.NamedPostgres;
import io.orkestro.platform.stack.postgres.OwnPostgres;
import io.orkestro.platform.stack.postgres.Postgres;
import io.orkestro.platform.stack.postgres.PostgresAddress;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** PostgreSQL and the broker: named ones, else this stack's own. */
final class Servers {

    static final String POSTGRES = "postgres";
    static final String BROKER = "broker";

    private final Ports ports;
    private final Progress progress;
    private final String databasePrefix;
    private final String edgePassword;
    private final Postgres postgres;
    private final Broker broker;

    Servers(StackOptions options, Ports ports, Secrets secrets) {
        this.ports = ports;
        this.progress = options.progress();
        this.databasePrefix = options.get("ORKESTRO_DATABASE_PREFIX");
        this.edgePassword = secrets.edgeDatabasePassword();
        this.postgres = postgres(options, secrets);
        this.broker = broker(options, secrets);
    }

    Postgres postgres() {
        return postgres;
    }

    Broker broker() {
        return broker;
    }

    /** As its owner. */
    PostgresAddress databaseOf(Application application) {
        return postgres.address().withDatabase(databasePrefix + application.database());
    }

    /** As whom this application logs in: the edge owns nothing in the console's database. */
    PostgresAddress loginOf(Application application) {
        PostgresAddress database = databaseOf(application);
        return application == Application.EDGE ? database.withUser(edgeUser(), edgePassword) : database;
    }

    /** A server's users are everybody's, so it goes by the database's name. */
    String edgeUser() {
        return databasePrefix + Application.EDGE.database() + "_edge";
    }

    void start() {
        start(postgres, Ports.POSTGRES);
        Databases.create(postgres.address(), databases());
        Databases.createUser(postgres.address(), edgeUser(), edgePassword);
        start(broker, Ports.BROKER);
    }

    void stop() {
        for (Server server : List.of(broker, postgres)) {
            if (server.isRunning()) {
                server.stop();
            }
        }
    }

    void kill() {
        postgres.kill();
        broker.kill();
    }

    void dropDatabases() {
        Databases.drop(postgres.address(), databases());
        Databases.dropUser(postgres.address(), edgeUser());
    }

    private List<String> databases() {
        return Arrays.stream(Application.values())
                .map(application -> databasePrefix + application.database())
                .distinct()
                .toList();
    }

    private void start(Server server, String port) {
        if (server.isRunning()) {
            progress.say("  %-12s runs already: %s".formatted(port, server.describe()));
            return;
        }
        if (!(server instanceof NamedPostgres) && !(server instanceof NamedBroker)) {
            ports.requireFree(port);
        }
        Stopwatch watch = Stopwatch.start();
        server.start();
        progress.say("  %-12s ready in %s: %s".formatted(port, watch, server.describe()));
    }

    private Postgres postgres(StackOptions options, Secrets secrets) {
        if (options.has("ORKESTRO_POSTGRES_URL")) {
            try {
                return new NamedPostgres(PostgresAddress.parse(options.get("ORKESTRO_POSTGRES_URL")));
            } catch (IllegalArgumentException wrong) {
                throw new StackFailure("ORKESTRO_POSTGRES_URL: " + wrong.getMessage(), wrong);
            }
        }
        Home home = options.home();
        return new OwnPostgres(
                home.data(POSTGRES), ports.of(Ports.POSTGRES), secrets.postgresPassword(), home.process(POSTGRES));
    }

    private Broker broker(StackOptions options, Secrets secrets) {
        if (options.has("ORKESTRO_RABBITMQ_URI")) {
            return new NamedBroker(options.get("ORKESTRO_RABBITMQ_URI"));
        }
        Home home = options.home();
        Path rabbitFolder = home.data("rabbitmq");
        Path embeddedFolder = home.data("broker");
        Optional<Path> rabbit = wantedRabbit(options.get("ORKESTRO_BROKER"), rabbitFolder, embeddedFolder);
        if (rabbit.isPresent()) {
            return new RabbitProcess(
                    rabbit.get(),
                    rabbitFolder,
                    new RabbitPorts(ports.of(Ports.BROKER), ports.of(Ports.EPMD), ports.of(Ports.ERLANG)),
                    secrets.brokerPassword(),
                    home.process(BROKER));
        }
        return new EmbeddedBrokerProcess(
                embeddedFolder, ports.of(Ports.BROKER), secrets.brokerPassword(), home.process(BROKER));
    }

    /** A stack stays with the broker that has its messages, whatever is installed in the meantime. */
    private static Optional<Path> wantedRabbit(String wanted, Path rabbitFolder, Path embeddedFolder) {
        return switch (wanted) {
            case "embedded" -> Optional.empty();
            case "rabbitmq" ->
                Optional.of(RabbitProcess.installed()
                        .orElseThrow(() -> new StackFailure(
                                "ORKESTRO_BROKER=rabbitmq, but no rabbitmq-server is installed on this machine")));
            case "" ->
                Files.exists(embeddedFolder) && !Files.exists(rabbitFolder)
                        ? Optional.empty()
                        : RabbitProcess.installed();
            default -> throw new StackFailure("ORKESTRO_BROKER=" + wanted + "; expected embedded or rabbitmq");
        };
    }
}
