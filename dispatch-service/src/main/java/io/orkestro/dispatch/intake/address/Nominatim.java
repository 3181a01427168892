package io.orkestro.dispatch.intake.address;

import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a service with the search of <a href="https://nominatim.org/release-docs/latest/api/Search/">Nominatim</a>, one
 * question after the other with a pause between, as the policy of the public one wants it. Only what it knows to the street
 * or better counts: the middle of a town is where nobody lives. What goes over the wire is in no log and no exception, for
 * it is where people live.
 */
final class Nominatim implements Geocoder {

    /** Its ranks: 16 is a town, 20 a quarter, 26 a street, 28 a block, 30 a house. */
    private static final int STREET = 26;

    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final JsonMapper json = new JsonMapper();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final GeocoderProperties properties;
    private final String search;
    private final HttpClient http;
    private long nextAt = System.nanoTime();

    Nominatim(GeocoderProperties properties) {
        this.properties = properties;
        this.search = Objects.requireNonNull(properties.url()).replaceAll("/+$", "") + "/search";
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Optional<Location> locate(Address address) {
        try {
            if (!turn.tryLock(properties.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GeocoderAway("Too many addresses wait to be looked up");
            }
            try {
                TimeUnit.NANOSECONDS.sleep(nextAt - System.nanoTime());
                return read(ask(address));
            } finally {
                nextAt = System.nanoTime() + properties.pause().toNanos();
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GeocoderAway("Looking up an address was interrupted");
        }
    }

    private byte[] ask(Address address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(question(address))
                .header("User-Agent", properties.userAgent())
                .header("Accept", "application/json")
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = answer.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new GeocoderAway("Whoever knows addresses answers HTTP " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new GeocoderAway("Whoever knows addresses does not answer within "
                    + properties.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof IOException) {
                throw new GeocoderAway("Whoever knows addresses cannot be reached: "
                        + cause.getClass().getSimpleName());
            }
            throw new IllegalStateException("Looking up an address failed", cause);
        }
    }

    private URI question(Address address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("street", address.line1());
        parameters.put("city", address.city());
        parameters.put("postalcode", address.postcode());
        parameters.put("country", address.country());
        parameters.put("format", "jsonv2");
        parameters.put("limit", "1");
        return URI.create(search
                + parameters.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", "")));
    }

    private Optional<Location> read(byte[] body) {
        try {
            JsonNode found = json.readTree(body);
            if (found == null || !found.isArray()) {
                throw new GeocoderAway("Whoever knows addresses answers what is no list");
            }
            JsonNode place = found.path(0);
            double lat = place.path("lat").asDouble(Double.NaN);
            double lng = place.path("lon").asDouble(Double.NaN);
            boolean isPoint = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
            return isPoint && place.path("place_rank").asInt(0) >= STREET
                    ? Optional.of(new Location(lat, lng))
                    : Optional.empty();
        } catch (JacksonException notJson) {
            throw new GeocoderAway("Whoever knows addresses answers what is not JSON");
        }
    }
}
