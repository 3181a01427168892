package io.orkestro.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ComposeSecretsTests {

    private static final Path CHECKOUT = Path.of("../..");

    @Test
    void areWhatComposeAsksForAndNoMore() throws IOException {
        assertThat(ComposeSecrets.random().keySet()).containsExactlyInAnyOrderElementsOf(asked());
    }

    @Test
    void theDemoHasThemAll() throws IOException {
        List<String> lines = Files.readAllLines(CHECKOUT.resolve("deploy/demo.env"));

        assertThat(lines.stream()
                        .filter(line -> line.contains("="))
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .toList())
                .containsAll(asked());
    }

    @Test
    void areOthersEachTime() {
        Set<String> values = new HashSet<>(ComposeSecrets.random().values());

        assertThat(ComposeSecrets.random().values()).doesNotContainAnyElementsOf(values);
    }

    @Test
    void aBackendsTokenSecretFollowsFromTheEdges() throws Exception {
        Map<String, String> secrets = ComposeSecrets.random();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secrets.get("ORKESTRO_TOKEN_SECRET")), "HmacSHA256"));

        assertThat(Base64.getDecoder().decode(secrets.get("DISPATCH_TOKEN_SECRET")))
                .isEqualTo(mac.doFinal("dispatch-service".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Each variable that {@code docker-compose.yml} refuses to go without. */
    private static Set<String> asked() throws IOException {
        return Pattern.compile("\\$\\{(\\w+):\\?")
                .matcher(Files.readString(CHECKOUT.resolve("docker-compose.yml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
