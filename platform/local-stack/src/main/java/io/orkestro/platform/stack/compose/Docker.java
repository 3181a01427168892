package io.orkestro.platform.stack.compose;

import io.orkestro.platform.stack.process.Programs.Outcome;
import java.util.List;
import java.util.Map;

/** Docker and compose, as a person would call them in the checkout. */
public interface Docker {

    /** {@code docker compose …}, with these variables over those of {@code .env}. */
    Outcome compose(Map<String, String> variables, List<String> arguments);

    /** {@code docker …}. */
    Outcome docker(List<String> arguments);
}
