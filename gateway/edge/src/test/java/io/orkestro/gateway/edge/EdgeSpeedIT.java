package io.orkestro.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orkestro.gateway.bare.BareGateway;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/**
 * What the edge costs beside a bare gateway with the same settings, and nginx, before one backend. Latency is of each alone, in
 * turns; CPU is compared while both are loaded at once. Needs {@code nginx} and {@code wrk}; read the figures as ratios.
 */
@Tag("long")
@SpringJUnitConfig(TestServers.class)
class EdgeSpeedIT {

    private static final int ROUNDS = Integer.getInteger("speed.rounds", 9);
    private static final int SECONDS = Integer.getInteger("speed.seconds", 5);
    private static final int WARM_UP_REQUESTS = Integer.getInteger("speed.warmup", 300_000);
    private static final int[] CONNECTIONS = {1, 32};
    private static final double TICKS_A_SECOND = 100;
    private static final String TARGET = "/v1/deliveries/dlv_acme_0123456789abcdef";

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec:\\s+([\\d.]+)");

    private record Proxy(String name, int port, Process process, GatewayDatabase.Key key) {}

    /** One run: times in milliseconds, CPU in microseconds for each request. */
    private record Run(double perSecond, double p50, double p99, double cpu) {}

    private record Subject(Proxy proxy, int connections) {}

    @Autowired
    private JdbcConnectionDetails server;

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private GatewayDatabase database;
    private GatewayDatabase comparing;
    private GatewayDatabase.Key key;

    @BeforeEach
    void aDatabaseWithAKey() {
        assumeTrue(isInstalled("nginx") && isInstalled("wrk"), "no nginx or no wrk on this machine");
        database = GatewayDatabase.at(server);
        key = database.issue("retailer", "ret_acme", 1_000_000);
        comparing = GatewayDatabase.at(server);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes.reversed()) {
            process.destroy();
            process.waitFor();
        }
        if (database != null) {
            database.close();
            comparing.close();
        }
    }

    @Test
    void theEdgeIsThin() throws Exception {
        int backend = backend();
        Proxy bare = bare(backend);
        Proxy edge = edge("edge", backend, database, key);
        List<Proxy> proxies = List.of(bare, edge, nginx(backend));
        warm(bare, edge);

        Map<Subject, List<Run>> alone = new LinkedHashMap<>();
        Map<Subject, List<Run>> together = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int connections : CONNECTIONS) {
                for (Proxy proxy : round % 2 == 0 ? proxies : proxies.reversed()) {
                    alone.computeIfAbsent(new Subject(proxy, connections), _ -> new ArrayList<>())
                            .addAll(measure(connections, proxy));
                }
                List<Run> both = measure(connections, bare, edge);
                together.computeIfAbsent(new Subject(bare, connections), _ -> new ArrayList<>())
                        .add(both.getFirst());
                together.computeIfAbsent(new Subject(edge, connections), _ -> new ArrayList<>())
                        .add(both.getLast());
            }
        }

        print("each alone, in turns", alone);
        print("both at once", together);
        double[] cpu = new double[CONNECTIONS.length];
        double[] p50 = new double[CONNECTIONS.length];
        for (int i = 0; i < CONNECTIONS.length; i++) {
            Subject plain = new Subject(bare, CONNECTIONS[i]);
            Subject ours = new Subject(edge, CONNECTIONS[i]);
            cpu[i] = median(roundByRound(together, plain, ours, (one, other) -> other.cpu() / one.cpu()));
            p50[i] = median(roundByRound(alone, plain, ours, (one, other) -> other.p50() - one.p50()));
            System.out.printf(
                    "%d connections, edge beside bare, medians of %d rounds: CPU a request x %.3f, p50 %+.3f ms, p99 %+.3f ms%n",
                    CONNECTIONS[i],
                    ROUNDS,
                    cpu[i],
                    p50[i],
                    median(roundByRound(alone, plain, ours, (one, other) -> other.p99() - one.p99())));
        }
        assertThat(Arrays.stream(cpu).max().orElseThrow()).as("CPU a request").isLessThanOrEqualTo(1.15);
        assertThat(p50[0]).as("added p50 at one connection, ms").isLessThanOrEqualTo(0.3);
    }

    /** Two edges, one of which asks the other side of every request too and compares; CPU of the edges alone. */
    @Test
    void whatItCostsToCompareAllRequests() throws Exception {
        int backend = backend();
        comparing.place(
                Capability.DISPATCH, Placement.at(Stage.SHADOW, Instant.now()).sampling(10_000));
        Proxy plain = edge("edge", backend, database, key);
        Proxy all = edge("comparing", backend, comparing, comparing.issue("retailer", "ret_acme", 1_000_000));
        warm(plain, all);

        printRatios("all compared ÷ none", plain, all);
        await().until(() -> comparing.number("select count(*) from comparison") > 0);
        System.out.printf(
                "compared %d, dropped %d, unanswered %d, different %d%n",
                comparing.number("select sum(compared) from comparison"),
                comparing.number("select sum(dropped) from comparison"),
                comparing.number("select sum(unanswered) from comparison"),
                comparing.number("select sum(different) from comparison"));
        assertThat(comparing.number("select sum(compared) from comparison")).isPositive();
        assertThat(comparing.number("select sum(different) from comparison")).isZero();
    }

    /** Two edges, one of which traces every request and writes its spans down, the other none; CPU of the edges alone. */
    @Test
    void whatItCostsToTraceAllRequests() throws Exception {
        int backend = backend();
        Proxy plain = edge("untraced", backend, database, key, "--management.tracing.sampling.probability=0");
        Proxy all = edge(
                "traced",
                backend,
                database,
                key,
                "--management.tracing.sampling.probability=1",
                "--orkestro.trace.file=" + folder.resolve("spans"));
        warm(plain, all);

        printRatios("all traced ÷ none", plain, all);
        assertThat(folder.resolve("spans")).isNotEmptyFile();
    }

    private void printRatios(String what, Proxy plain, Proxy other) throws IOException, InterruptedException {
        for (int connections : CONNECTIONS) {
            List<Double> cpu = new ArrayList<>();
            List<Double> p50 = new ArrayList<>();
            List<Double> p99 = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                List<Run> both = measure(connections, plain, other);
                cpu.add(both.getLast().cpu() / both.getFirst().cpu());
                p50.add(both.getLast().p50() / both.getFirst().p50());
                p99.add(both.getLast().p99() / both.getFirst().p99());
            }
            System.out.printf(
                    "%d connections, %s, both at once, medians of %d rounds: CPU a request %.2f, p50 %.2f, p99 %.2f%n",
                    connections, what, ROUNDS, median(cpu), median(p50), median(p99));
        }
    }

    private static double median(Iterable<Double> figures) {
        List<Double> sorted = new ArrayList<>();
        figures.forEach(sorted::add);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }

    /** Until each has served so much that there is nothing left to compile. */
    private void warm(Proxy bare, Proxy edge) throws IOException, InterruptedException {
        double served = 0;
        while (served < WARM_UP_REQUESTS) {
            for (int connections : CONNECTIONS) {
                List<Run> both = measure(connections, bare, edge);
                served += Math.min(both.getFirst().perSecond(), both.getLast().perSecond()) * SECONDS;
                System.out.printf(
                        "warming, %d connections: %s %.0f µs a request, %s %.0f µs%n",
                        connections,
                        bare.name(),
                        both.getFirst().cpu(),
                        edge.name(),
                        both.getLast().cpu());
            }
        }
    }

    private static double[] roundByRound(
            Map<Subject, List<Run>> runs, Subject plain, Subject ours, ToDoubleBiFunction<Run, Run> comparison) {
        List<Run> one = Objects.requireNonNull(runs.get(plain));
        List<Run> other = Objects.requireNonNull(runs.get(ours));
        return IntStream.range(0, ROUNDS)
                .mapToDouble(round -> comparison.applyAsDouble(one.get(round), other.get(round)))
                .toArray();
    }

    private static double median(double[] figures) {
        return Arrays.stream(figures).sorted().toArray()[figures.length / 2];
    }

    private static Run median(List<Run> runs) {
        return new Run(
                median(runs, Run::perSecond), median(runs, Run::p50), median(runs, Run::p99), median(runs, Run::cpu));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return median(runs.stream().mapToDouble(figure).toArray());
    }

    private static void print(String how, Map<Subject, List<Run>> runs) {
        System.out.printf(
                "%n| %s | connections | requests/s | p50 ms | p99 ms | CPU µs a request (each run) |%n|---|---|---|---|---|---|%n",
                how);
        runs.forEach((subject, all) -> {
            Run run = median(all);
            String each = all.stream()
                    .map(one -> "%.0f".formatted(one.cpu()))
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
            System.out.printf(
                    "| %s | %d | %.0f | %.3f | %.3f | %.1f (%s) |%n",
                    subject.proxy().name(),
                    subject.connections(),
                    run.perSecond(),
                    run.p50(),
                    run.p99(),
                    run.cpu(),
                    each);
        });
    }

    /** Loads them all at once, each over so many connections: what else the machine does falls on all of them alike. */
    private List<Run> measure(int connections, Proxy... proxies) throws IOException, InterruptedException {
        List<Double> before = new ArrayList<>();
        List<Process> loads = new ArrayList<>();
        for (Proxy proxy : proxies) {
            before.add(cpuSecondsOf(proxy.process()));
            loads.add(new ProcessBuilder(
                            "wrk",
                            "--latency",
                            "-t1",
                            "-c" + connections,
                            "-d" + SECONDS + "s",
                            "-H",
                            proxy.key().header(),
                            "http://127.0.0.1:" + proxy.port() + TARGET)
                    .redirectErrorStream(true)
                    .start());
        }
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < proxies.length; i++) {
            String report = outputOf(loads.get(i));
            double cpu = cpuSecondsOf(proxies[i].process()) - before.get(i);
            assertThat(report).doesNotContain("Non-2xx").doesNotContain("Socket errors");
            runs.add(new Run(
                    number(PER_SECOND, report),
                    milliseconds("50%", report),
                    milliseconds("99%", report),
                    cpu * 1e6 / number(REQUESTS, report)));
        }
        return runs;
    }

    private int backend() throws IOException {
        int port = freePort();
        String json = "{\"data\":\"" + "x".repeat(788) + "\"}";
        nginx("backend", """
                server {
                    listen 127.0.0.1:%d;
                    location / { default_type application/json; return 200 '%s'; }
                }
                """.formatted(port, json));
        return port;
    }

    private Proxy nginx(int backend) throws IOException {
        int port = freePort();
        return new Proxy("nginx", port, nginx("proxy", """
                upstream backend { server 127.0.0.1:%d; keepalive 64; keepalive_requests 1000000000; }
                server {
                    listen 127.0.0.1:%d;
                    location / { proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ""; }
                }
                """.formatted(backend, port)), key);
    }

    private Process nginx(String name, String servers) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path settings = Files.writeString(home.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    keepalive_requests 1000000000;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    %2$s
                }
                """.formatted(home, servers));
        return start(name, "nginx", "-e", home + "/error.log", "-p", home.toString(), "-c", settings.toString());
    }

    private Proxy bare(int backend) throws Exception {
        int port = freePort();
        List<String> command =
                java(extractedEdge() + ":" + Path.of("target/test-classes").toAbsolutePath());
        command.addAll(List.of(
                BareGateway.class.getName(),
                "http://127.0.0.1:" + backend,
                "--server.port=" + port,
                // The two filters that the edge has its own way for.
                "--spring.cloud.gateway.server.webflux.global-filter.route-to-request-url.enabled=true",
                "--spring.cloud.gateway.server.webflux.global-filter.netty-routing.enabled=true",
                // The group of the edge's settings names the edge's own indicator.
                "--management.endpoint.health.validate-group-membership=false"));
        return answering(new Proxy("bare gateway", port, start("bare", command.toArray(String[]::new)), key));
    }

    private Proxy edge(String name, int backend, GatewayDatabase database, GatewayDatabase.Key key, String... settings)
            throws Exception {
        int port = freePort();
        List<String> command = java(extractedEdge());
        command.addAll(List.of(
                EdgeApplication.class.getName(),
                "--server.port=" + port,
                "--orkestro.edge.token-secret=" + EdgeServers.SECRET,
                "--orkestro.edge.follow.database-url=" + database.url(),
                "--orkestro.edge.follow.database-user=" + database.edgeUser(),
                "--orkestro.edge.follow.database-password=" + database.edgePassword()));
        for (String role : List.of("monolith", "dispatch", "marketplace", "tracking", "notification", "console")) {
            command.add("--orkestro.edge.backends." + role + "=http://127.0.0.1:" + backend);
        }
        command.addAll(List.of(settings));
        return answering(new Proxy(name, port, start(name, command.toArray(String[]::new)), key));
    }

    private static List<String> java(String classPath) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(List.of(java, "-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-cp", classPath));
    }

    /** The edge as it is deployed, with its own dependencies and none of the tests'. */
    private String extractedEdge() throws IOException, InterruptedException {
        Path extracted = folder.resolve("extracted");
        if (!Files.exists(extracted)) {
            output(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djarmode=tools",
                    "-jar",
                    Path.of("target/gateway-edge.jar").toAbsolutePath().toString(),
                    "extract",
                    "--destination",
                    extracted.toString());
        }
        return extracted.resolve("gateway-edge.jar") + ":" + extracted.resolve("lib") + "/*";
    }

    private Proxy answering(Proxy proxy) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> RawHttp.exchange(
                                        proxy.port(),
                                        "GET " + TARGET + " HTTP/1.1",
                                        "Host: api.example",
                                        proxy.key().header())
                                .status()
                        == 200);
        return proxy;
    }

    private Process start(String name, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static String output(String... command) throws IOException, InterruptedException {
        return outputOf(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static String outputOf(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Of a process and its workers. */
    private static double cpuSecondsOf(Process process) throws IOException {
        double ticks = 0;
        for (ProcessHandle each : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()) {
            String stat = Files.readString(Path.of("/proc/" + each.pid() + "/stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Double.parseDouble(afterName[11]) + Double.parseDouble(afterName[12]);
        }
        return ticks / TICKS_A_SECOND;
    }

    private static double number(Pattern pattern, String report) {
        Matcher matcher = pattern.matcher(report);
        assertThat(matcher.find()).as(report).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private static double milliseconds(String percentile, String report) {
        Matcher matcher = Pattern.compile(Pattern.quote(percentile) + "\\s+([\\d.]+)(us|ms|s)")
                .matcher(report);
        assertThat(matcher.find()).as(report).isTrue();
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
