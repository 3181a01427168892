package io.orkestro.marketplace.adapter;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an account's settings and secrets for an adapter's own record of them, and says which is wrong. */
public final class AccountEntries {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final CourierAccount account;

    public AccountEntries(CourierAccount account) {
        this.account = account;
    }

    /**
     * @throws InvalidCourierAccount where it is missing
     */
    public String secret(String name) {
        return present(name, account.secrets());
    }

    /**
     * @param allowed all of the value
     * @throws InvalidCourierAccount where it is missing or anything else
     */
    public String setting(String name, Pattern allowed) {
        String value = present(name, account.settings());
        if (!allowed.matcher(value).matches()) {
            throw new InvalidCourierAccount(name, "has characters that it cannot have");
        }
        return value;
    }

    /** Where it is missing, the other. */
    public String settingOr(String name, String otherwise) {
        return account.settings().getOrDefault(name, otherwise);
    }

    /**
     * An address to call, without a slash at its end: over HTTPS, or on this machine.
     *
     * @throws InvalidCourierAccount where it is anything else
     */
    public URI address(String name, String otherwise) {
        String text = settingOr(name, otherwise);
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (!isSafe(uri.getScheme(), uri.getHost())
                    || uri.getUserInfo() != null
                    || uri.getQuery() != null
                    || uri.getFragment() != null) {
                throw new InvalidCourierAccount(name, "is not an https address");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new InvalidCourierAccount(name, "is not an https address");
        }
    }

    private static boolean isSafe(@Nullable String scheme, @Nullable String host) {
        if (scheme == null || host == null) {
            return false;
        }
        return scheme.equals("https") || (scheme.equals("http") && THIS_MACHINE.contains(host));
    }

    private static String present(String name, Map<String, String> entries) {
        String value = entries.get(name);
        if (value == null || value.isBlank()) {
            throw new InvalidCourierAccount(name, "is missing");
        }
        return value;
    }
}
