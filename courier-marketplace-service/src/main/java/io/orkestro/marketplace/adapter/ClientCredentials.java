package io.orkestro.marketplace.adapter;

import java.net.URI;

/** How a token is asked for: OAuth 2.0 client credentials (RFC 6749, section 4.4), in the form's body. */
public record ClientCredentials(URI tokenUrl, String clientId, String clientSecret, String scope) {

    @Override
    public String toString() {
        return "ClientCredentials[tokenUrl=" + tokenUrl + ", clientId=" + clientId + "]";
    }
}
