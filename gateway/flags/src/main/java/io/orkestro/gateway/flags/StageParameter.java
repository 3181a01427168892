package io.orkestro.gateway.flags;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.togglz.core.activation.Parameter;

/**
 * One field of a stage.
 *
 * @param objection what is wrong with a text, in words for its author; null where nothing is
 */
record StageParameter(
        String name, String label, String description, boolean isOptional, Function<String, @Nullable String> objection)
        implements Parameter {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getLabel() {
        return label;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public boolean isLargeText() {
        return false;
    }

    @Override
    public boolean isValid(String value) {
        return objection.apply(value) == null;
    }
}
