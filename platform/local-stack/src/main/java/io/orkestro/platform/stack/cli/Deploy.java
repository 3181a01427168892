package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.compose.ComposeDeployer;
import io.orkestro.platform.stack.deploy.Deployment;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** {@code deploy APP [WHAT] [--compose]}: another build of one application, while it serves. */
final class Deploy {

    private static final String COMPOSE = "--compose";

    private final LocalStack stack;
    private final PrintStream out;

    Deploy(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /** @return 0 where the new build serves */
    int run(List<String> arguments) {
        List<String> words =
                arguments.stream().filter(word -> !word.equals(COMPOSE)).toList();
        boolean inCompose = words.size() < arguments.size();
        if (words.isEmpty() || words.size() > 2 || (inCompose && words.size() < 2)) {
            throw new StackFailure("""
                    Say which: ./orkestro deploy APP [a jar, or a build that ./orkestro deployments shows]
                    or, by compose: ./orkestro deploy APP TAG --compose
                    APP is one of: %s""".formatted(
                    stack.applications().stream().map(Application::label).collect(Collectors.joining(", "))));
        }
        Application application = Application.named(words.getFirst());
        String what = words.size() == 2 ? words.get(1) : "";
        Deployment deployment = inCompose ? stack.deployByCompose(application, what) : stack.deploy(application, what);
        out.printf(
                "%s after %.1f s%s.%n",
                switch (deployment.ending()) {
                    case LIVE -> deployment.after() + " is live";
                    case WENT_BACK -> "Went back to " + deployment.before();
                    case STUCK -> "Somebody has to look (%s)".formatted(deployment.why());
                },
                deployment.took().toMillis() / 1_000.0,
                deployment.requests() == null
                        ? ""
                        : "; at the edges %d requests meanwhile, %d failed"
                                .formatted(deployment.requests(), deployment.failures()));
        if (inCompose && deployment.isLive()) {
            out.printf(
                    "Write %s=%s into .env, or the next docker compose up brings %s back.%n",
                    ComposeDeployer.versionVariable(application), what, deployment.before());
        }
        return deployment.isLive() ? 0 : 1;
    }
}
