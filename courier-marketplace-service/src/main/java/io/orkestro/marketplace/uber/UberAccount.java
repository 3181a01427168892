package io.orkestro.marketplace.uber;

import io.orkestro.marketplace.adapter.AccountEntries;
import io.orkestro.marketplace.adapter.ClientCredentials;
import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.InvalidCourierAccount;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * An account with Uber Direct. Settings: {@code customerId}; {@code apiUrl} and {@code tokenUrl} where they are not the
 * usual ones. Secrets: {@code clientId}, {@code clientSecret}, {@code webhookKey}. Test accounts have credentials of their
 * own at the same addresses.
 */
record UberAccount(URI apiUrl, String customerId, ClientCredentials credentials) {

    static final String WEBHOOK_KEY = "webhookKey";

    private static final String API = "https://api.uber.com";
    private static final String TOKEN = "https://auth.uber.com/oauth/v2/token";
    private static final String SCOPE = "eats.deliveries";
    private static final Pattern CUSTOMER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * @throws InvalidCourierAccount naming what is missing or wrong
     */
    static UberAccount of(CourierAccount account) {
        AccountEntries entries = new AccountEntries(account);
        entries.secret(WEBHOOK_KEY);
        return new UberAccount(
                entries.address("apiUrl", API),
                entries.setting("customerId", CUSTOMER),
                new ClientCredentials(
                        entries.address("tokenUrl", TOKEN),
                        entries.secret("clientId"),
                        entries.secret("clientSecret"),
                        SCOPE));
    }

    URI quotes() {
        return URI.create(customer() + "/delivery_quotes");
    }

    URI deliveries() {
        return URI.create(customer() + "/deliveries");
    }

    /** The newest there are; Uber cannot be asked by our own id. */
    URI recentDeliveries() {
        return URI.create(deliveries() + "?limit=100");
    }

    URI delivery(String id) {
        return URI.create(deliveries() + "/" + id);
    }

    URI cancellation(String id) {
        return URI.create(delivery(id) + "/cancel");
    }

    private String customer() {
        return apiUrl + "/v1/customers/" + customerId;
    }

    @Override
    public String toString() {
        return "UberAccount[customerId=" + customerId + "]";
    }
}
