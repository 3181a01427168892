package io.orkestro.marketplace.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account whole.
 *
 * @param provider whose API it is
 * @param settings what they are called is the provider's business; none where null
 * @param secrets likewise; where null those that are known stay
 */
record AccountRequest(
        @NotNull String provider,

        @Size(max = 20) @Nullable Map<@NotBlank @Size(max = 40) String, @NotNull @Size(max = 2_000) String> settings,

        @Size(max = 20) @Nullable Map<@NotBlank @Size(max = 40) String, @NotNull @Size(max = 2_000) String> secrets) {

    /** What is sent here is not for logs. */
    @Override
    public String toString() {
        return "AccountRequest[provider=" + provider + "]";
    }
}
