package io.orkestro.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationEnvironmentTests {

    @TempDir
    Path folder;

    @Test
    void twoApplicationsShareASecretOfTheirOwn() {
        LocalStack stack = aStack(Map.of());
        Map<String, String> monolith = stack.environmentOf(Application.MONOLITH);
        Map<String, String> dispatch = stack.environmentOf(Application.DISPATCH);

        assertThat(monolith.get("ORKESTRO_INTERNAL_SECRET_MONOLITH_DISPATCH"))
                .isNotBlank()
                .isEqualTo(dispatch.get("ORKESTRO_INTERNAL_SECRET_MONOLITH_DISPATCH"))
                .isNotEqualTo(monolith.get("ORKESTRO_INTERNAL_SECRET_MONOLITH_TRACKING"));
        assertThat(secretsOf(stack, Application.DISPATCH))
                .containsExactly(
                        "ORKESTRO_INTERNAL_SECRET_CONSOLE_DISPATCH",
                        "ORKESTRO_INTERNAL_SECRET_DISPATCH_MARKETPLACE",
                        "ORKESTRO_INTERNAL_SECRET_DISPATCH_NOTIFICATION",
                        "ORKESTRO_INTERNAL_SECRET_DISPATCH_TRACKING",
                        "ORKESTRO_INTERNAL_SECRET_MONOLITH_DISPATCH");
    }

    @Test
    void theEdgeKnowsNoInternalDoorAndTheConsoleHasNone() {
        LocalStack stack = aStack(Map.of("ORKESTRO_INTERNAL_SECRET_MONOLITH_DISPATCH", "from a shell"));

        assertThat(secretsOf(stack, Application.EDGE)).isEmpty();
        assertThat(stack.environmentOf(Application.EDGE)).doesNotContainKey("INTERNAL_PORT");
        assertThat(stack.environmentOf(Application.CONSOLE))
                .doesNotContainKey("INTERNAL_PORT")
                .containsKey("ORKESTRO_INTERNAL_SECRET_CONSOLE_DISPATCH")
                .containsEntry("ORKESTRO_VIEWER_PASSWORD", stack.viewerPassword());
    }

    @Test
    void theOthersFindADoorWhereItIsOrWhereTheyAreTold() {
        assertThat(aStack(Map.of()).environmentOf(Application.DISPATCH))
                .containsEntry("INTERNAL_PORT", "9083")
                .containsEntry("ORKESTRO_MONOLITH_INTERNAL_URL", "http://localhost:9082,http://localhost:9094");
        assertThat(aStack(Map.of("ORKESTRO_MONOLITH_INTERNAL_URL", "http://localhost:4711"))
                        .environmentOf(Application.DISPATCH))
                .containsEntry("ORKESTRO_MONOLITH_INTERNAL_URL", "http://localhost:4711");
    }

    @Test
    void theEdgeKnowsBothPlacesOfWhatIsReplacedBesideItself() {
        assertThat(aStack(Map.of()).environmentOf(Application.EDGE))
                .containsEntry("ORKESTRO_DISPATCH_URL", "http://localhost:8083,http://localhost:8095")
                .containsEntry("ORKESTRO_CONSOLE_URL", "http://localhost:8081");
    }

    @Test
    void webhooksMayBePostedToThisMachineUnlessSomebodySaysOtherwise() {
        assertThat(aStack(Map.of()).environmentOf(Application.NOTIFICATION))
                .containsEntry("ORKESTRO_WEBHOOKS_ALLOW_PRIVATE", "true");
        assertThat(aStack(Map.of("ORKESTRO_WEBHOOKS_ALLOW_PRIVATE", "false")).environmentOf(Application.MONOLITH))
                .containsEntry("ORKESTRO_WEBHOOKS_ALLOW_PRIVATE", "false");
    }

    @Test
    void theEdgeIsNotTheOwnerOfTheConsolesDatabase() {
        LocalStack stack = aStack(Map.of("ORKESTRO_DATABASE_PREFIX", "mine_"));
        Map<String, String> edge = stack.environmentOf(Application.EDGE);
        Map<String, String> console = stack.environmentOf(Application.CONSOLE);

        assertThat(edge)
                .containsEntry("ORKESTRO_DATABASE_URL", console.get("ORKESTRO_DATABASE_URL"))
                .containsEntry("ORKESTRO_DATABASE_USER", "mine_gateway_edge")
                .doesNotContainKey("ORKESTRO_EDGE_DATABASE_USER");
        assertThat(console)
                .containsEntry("ORKESTRO_DATABASE_USER", "postgres")
                .containsEntry("ORKESTRO_EDGE_DATABASE_USER", "mine_gateway_edge");
        assertThat(edge.get("ORKESTRO_DATABASE_PASSWORD"))
                .isNotBlank()
                .isNotEqualTo(console.get("ORKESTRO_DATABASE_PASSWORD"));
    }

    private static Set<String> secretsOf(LocalStack stack, Application application) {
        Set<String> secrets = new TreeSet<>(stack.environmentOf(application).keySet());
        secrets.removeIf(variable -> !variable.startsWith("ORKESTRO_INTERNAL_SECRET_"));
        return secrets;
    }

    private LocalStack aStack(Map<String, String> settings) {
        return LocalStack.builder(Path.of("../.."), folder).with(settings).build();
    }
}
