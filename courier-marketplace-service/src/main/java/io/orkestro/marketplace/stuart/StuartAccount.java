package io.orkestro.marketplace.stuart;

import io.orkestro.marketplace.adapter.AccountEntries;
import io.orkestro.marketplace.adapter.ClientCredentials;
import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.InvalidCourierAccount;
import io.orkestro.marketplace.courier.Requirement;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * An account with Stuart. Settings, all of them optional: {@code apiUrl}, where it is not production
 * ({@code https://api.sandbox.stuart.com} is the sandbox); {@code requirements}, which of ours the contract with Stuart
 * covers, with commas between; {@code webhookHeader}, the name of the header that Stuart was told to send. Secrets: {@code
 * clientId}, {@code clientSecret}, and {@code webhookKey}, what Stuart was told to send in that header.
 */
record StuartAccount(URI apiUrl, ClientCredentials credentials, Set<Requirement> covered) {

    static final String WEBHOOK_KEY = "webhookKey";

    private static final String WEBHOOK_HEADER = "webhookHeader";
    private static final String REQUIREMENTS = "requirements";
    private static final String API = "https://api.stuart.com";
    private static final String SCOPE = "api";

    /**
     * @throws InvalidCourierAccount naming what is missing or wrong
     */
    static StuartAccount of(CourierAccount account) {
        AccountEntries entries = new AccountEntries(account);
        entries.secret(WEBHOOK_KEY);
        URI api = entries.address("apiUrl", API);
        return new StuartAccount(
                api,
                new ClientCredentials(
                        URI.create(api + "/oauth/token"),
                        entries.secret("clientId"),
                        entries.secret("clientSecret"),
                        SCOPE),
                requirements(entries.settingOr(REQUIREMENTS, "")));
    }

    static String webhookHeader(CourierAccount account) {
        return new AccountEntries(account).settingOr(WEBHOOK_HEADER, "Authorization");
    }

    private static Set<Requirement> requirements(String text) {
        Set<Requirement> requirements = EnumSet.noneOf(Requirement.class);
        for (String name : text.split(",", -1)) {
            if (!name.isBlank()) {
                requirements.add(requirement(name.strip().toUpperCase(Locale.ROOT)));
            }
        }
        return requirements;
    }

    private static Requirement requirement(String name) {
        try {
            return Requirement.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidCourierAccount(REQUIREMENTS, "names one that there is not");
        }
    }

    URI pricing() {
        return URI.create(apiUrl + "/v2/jobs/pricing");
    }

    URI eta() {
        return URI.create(apiUrl + "/v2/jobs/eta");
    }

    URI jobs() {
        return URI.create(apiUrl + "/v2/jobs");
    }

    URI jobsOf(String bookingId) {
        return URI.create(jobs() + "?client_reference=" + URLEncoder.encode(bookingId, StandardCharsets.UTF_8));
    }

    URI cancellation(String jobId) {
        return URI.create(jobs() + "/" + jobId + "/cancel");
    }
}
