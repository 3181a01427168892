package io.orkestro.platform.web.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Stable field codes for Jakarta Validation's constraints. */
final class ConstraintCodes {

    private ConstraintCodes() {}

    static String codeOf(@Nullable String constraint) {
        if (constraint == null) {
            return "invalid";
        }
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> "required";
            case "Size", "Length" -> "wrong_length";
            case "Min", "Max", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax", "Range" -> "out_of_range";
            case "Pattern", "Email" -> "wrong_format";
            case "Future", "FutureOrPresent" -> "in_the_past";
            default -> constraint.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        };
    }
}
