package io.orkestro.dispatch.intake.address;

import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known without asking anybody: the centres of London's postcode districts, to some hundred metres. That is near
 * enough for a demonstration and for a price, and not for a doorstep: whoever delivers for real names a service that knows
 * addresses. Anywhere else is unknown.
 */
final class Districts implements Geocoder {

    /** A district, and behind it the street where there is one: {@code EC1A 1BB}, {@code E2}. */
    private static final Pattern POSTCODE = Pattern.compile("([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})?");

    private final Map<String, Location> centres = centres();

    @Override
    public Optional<Location> locate(Address address) {
        if (!address.country().equals("GB")) {
            return Optional.empty();
        }
        Matcher postcode =
                POSTCODE.matcher(address.postcode().replaceAll("\\s", "").toUpperCase(Locale.ROOT));
        return postcode.matches() ? Optional.ofNullable(centres.get(postcode.group(1))) : Optional.empty();
    }

    private static Map<String, Location> centres() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Districts.class.getResourceAsStream("/intake/districts.csv")),
                StandardCharsets.UTF_8))) {
            Map<String, Location> centres = new HashMap<>();
            lines.lines().skip(1).map(line -> line.split(",", -1)).forEach(fields -> {
                centres.put(fields[0], new Location(Double.valueOf(fields[1]), Double.valueOf(fields[2])));
            });
            return Map.copyOf(centres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
