package io.orkestro.dispatch.intake.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shop is known by.
 *
 * @param settings what anybody may see: {@code shop}, {@code url}
 * @param secrets what nobody may: {@value #SIGNING_SECRET}, tokens of its API
 * @param previousSecret what it signed with before, still good until {@code previousUntil}; null where it is not
 */
public record ShopAccess(
        String connectionId,
        Map<String, String> settings,
        Map<String, String> secrets,
        @Nullable String previousSecret,
        @Nullable Instant previousUntil) {

    /** What the shop signs its requests with. */
    public static final String SIGNING_SECRET = "signingSecret";

    public ShopAccess {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    /** The secrets that a request may be signed with: during a rotation there are two. */
    public List<String> signingSecrets(Instant now) {
        List<String> all = new ArrayList<>();
        String present = secrets.get(SIGNING_SECRET);
        if (present != null) {
            all.add(present);
        }
        if (previousSecret != null && previousUntil != null && now.isBefore(previousUntil)) {
            all.add(previousSecret);
        }
        return all;
    }

    public @Nullable String setting(String name) {
        return settings.get(name);
    }

    public @Nullable String secret(String name) {
        return secrets.get(name);
    }

    /** @throws UnusableAccess where it is not there */
    public String requiredSetting(String name) {
        return required(settings.get(name), "settings." + name);
    }

    /** @throws UnusableAccess where it is not there */
    public String requiredSecret(String name) {
        return required(secrets.get(name), "secrets." + name);
    }

    private static String required(@Nullable String value, String entry) {
        if (value == null || value.isBlank()) {
            throw new UnusableAccess(entry, "is needed");
        }
        return value;
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "ShopAccess[%s, %s]".formatted(connectionId, settings);
    }
}
