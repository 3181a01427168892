package io.orkestro.gateway.edge.shadow;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** A request that is put to one side to compare its answer. Its headers are nobody else's. */
record Question(HttpMethod method, URI url, HttpHeaders headers) {}
