package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.Instance;
import io.orkestro.platform.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * N beside N + 1: the last release makes the databases, what stands here moves their schemas on, and then each application of the
 * last release comes back, among the new ones, and works. The last release is the commit that last changed
 * {@code released-scripts.txt}; it is built beside this one, in {@code target/released}.
 */
@Tag("long")
class ReleasedOnNewSchemaIT {

    private static final Logger log = LoggerFactory.getLogger(ReleasedOnNewSchemaIT.class);
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String SCRIPTS = "system-tests/src/test/resources/released-scripts.txt";
    private static final Duration BUILT_WITHIN = Duration.ofMinutes(20);

    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final Path folder = Path.of("target", "stack", "released-" + run);
    private final String messagingPrefix = "released-" + run + ".";

    @Test
    void whatIsReleasedWorksOnTheSchemaOfWhatComesNext() throws Exception {
        Path released = released();
        try (LocalStack former = stack(released, true)) {
            former.start();
            preferTheSwift(former);
            assertThat(courierOfAnOrder(former)).isEqualTo("crr_swift");

            LocalStack next = stack(CHECKOUT, false);
            next.start();
            assertThat(courierOfAnOrder(next)).isEqualTo("crr_swift");
            for (Application application : Application.values()) {
                addAScriptThatNobodyHereKnows(next, application);
            }

            for (Instance instance : former.instances()) {
                next.stop(instance);
                former.start(instance);
                assertThat(courierOfAnOrder(former))
                        .as("with the former " + instance.label())
                        .isEqualTo("crr_swift");
            }
        } finally {
            String broker = System.getenv("ORKESTRO_RABBITMQ_URI");
            if (broker != null && !broker.isEmpty()) {
                NamedBroker.leaveClean(broker, messagingPrefix);
            }
        }
    }

    /** Both are the same stack: the same folder, databases, ports and secrets; but each puts its own programs by. */
    private LocalStack stack(Path checkout, boolean isFirst) {
        LocalStack.Builder builder = LocalStack.builder(checkout, folder)
                .with(System.getenv())
                .with("ORKESTRO_DATABASE_PREFIX", "released_" + run + "_")
                .with("ORKESTRO_MESSAGING_PREFIX", messagingPrefix)
                .with("ORKESTRO_SANDBOX_SPEED", "30")
                .with(
                        "ORKESTRO_PROGRAMS",
                        folder.resolve(isFirst ? "former" : "next").toString())
                .with("ORKESTRO_AOT", "off")
                .tell(line -> log.info("{}", line));
        return isFirst ? builder.freePorts().build() : builder.build();
    }

    /** Who does not keep anybody waiting. */
    private static void preferTheSwift(LocalStack stack) {
        Api retailer = new Api(stack.url(Application.EDGE), stack.keys().retailer());
        retailer.put("/v1/dispatch-rules", """
            {"version":%s,"strategy":"priority","preferredCouriers":["crr_swift"],"answerWithinSeconds":60,"giveUpAfterSeconds":600}\
            """.formatted(
                        retailer.get("/v1/dispatch-rules").expect(200).json().at("/version")))
                .expect(200);
    }

    /** @return the courier that carries an order that is made now */
    private static String courierOfAnOrder(LocalStack stack) {
        Api retailer = new Api(stack.url(Application.EDGE), stack.keys().retailer());
        Answer created = await("an order")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> retailer.post("/v1/deliveries", Orders.order("released-" + UUID.randomUUID())),
                        answer -> answer.status() == 201);
        return await("a courier")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> retailer.get("/v1/deliveries/" + created.at("/id"))
                                .expect(200)
                                .at("/courier/id"),
                        courier -> !courier.isEmpty());
    }

    /** Below the newest: scripts of the platform have small numbers, and each new one is such. */
    private static void addAScriptThatNobodyHereKnows(LocalStack stack, Application application) throws SQLException {
        try (Connection connection = stack.databaseOf(application).connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                        installed_by, execution_time, success)
                    select max(installed_rank) + 1, '0.999', 'what comes next', 'SQL', 'V0_999__what_comes_next.sql', 1,
                        'next', 1, true
                    from flyway_schema_history
                    where not exists (select 1 from flyway_schema_history where version = '0.999')
                    having count(*) > 0
                    """);
        }
    }

    private static Path released() throws IOException, InterruptedException {
        String commit =
                said(CHECKOUT, "git", "log", "-1", "--format=%H", "--", SCRIPTS).strip();
        assertThat(commit)
                .as("the commit of the last release: commit " + SCRIPTS)
                .matches("[0-9a-f]{40}");
        Path checkout = CHECKOUT.resolve("system-tests/target/released").resolve(commit);
        if (!Files.exists(checkout.resolve("built"))) {
            if (!Files.exists(checkout)) {
                Files.createDirectories(checkout.getParent());
                said(CHECKOUT, "git", "worktree", "prune");
                said(CHECKOUT, "git", "worktree", "add", "--detach", checkout.toString(), commit);
            }
            String modules = Stream.concat(
                            Arrays.stream(Application.values()).map(Application::module),
                            Stream.of("platform/local-stack"))
                    .collect(Collectors.joining(","));
            said(checkout, "mvn", "-B", "-ntp", "-q", "-Dmaven.test.skip=true", "package", "-pl", modules, "-am");
            Files.writeString(checkout.resolve("built"), commit);
        }
        log.info("The last release is {}", commit);
        return checkout;
    }

    private static String said(Path where, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("released", ".log");
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean isOver = process.waitFor(BUILT_WITHIN.toSeconds(), TimeUnit.SECONDS);
        String said = Files.readString(output);
        assertThat(isOver && process.exitValue() == 0)
                .as("%s in %s: %s", List.of(command), where, said)
                .isTrue();
        return said;
    }
}
