package io.orkestro.marketplace.adapter;

import java.util.Map;

/**
 * Our account with a courier. What the entries are called is the adapter's own business.
 *
 * @param settings nothing secret: addresses, the customer's number
 * @param secrets as plain text, opened for the call at hand; never stored or logged like this
 */
public record CourierAccount(String courierId, Map<String, String> settings, Map<String, String> secrets) {

    public CourierAccount {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "CourierAccount[courierId=" + courierId + ", settings=" + settings + ", secrets=hidden]";
    }
}
