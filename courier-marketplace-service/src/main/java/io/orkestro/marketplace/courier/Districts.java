package io.orkestro.marketplace.courier;

import io.orkestro.marketplace.place.Address;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Postcode districts. In the United Kingdom and on the islands with postcodes like its own, a district is the outward code:
 * {@code E8} is {@code E8 1AA} and not {@code E81 1AA}; {@code EC1} is {@code EC1A 1BB} too, as its subdistricts are parts
 * of it. Elsewhere it is what a postcode begins with: {@code 201} is {@code 20121}.
 */
final class Districts {

    private static final Set<String> WITH_OUTWARD_CODES = Set.of("GB", "GG", "IM", "JE");
    private static final Pattern OUTWARD_CODE = Pattern.compile("([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})?");

    private final Set<String> names;

    Districts(Collection<String> names) {
        this.names = Set.copyOf(names);
    }

    boolean include(Address address) {
        String postcode = address.postcode().replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return (WITH_OUTWARD_CODES.contains(address.country()) ? outward(postcode) : beginnings(postcode))
                .anyMatch(names::contains);
    }

    private static Stream<String> outward(String postcode) {
        Matcher matcher = OUTWARD_CODE.matcher(postcode);
        if (!matcher.matches()) {
            return Stream.empty();
        }
        String code = matcher.group(1);
        int last = code.length() - 1;
        return Character.isLetter(code.charAt(last)) ? Stream.of(code, code.substring(0, last)) : Stream.of(code);
    }

    private static Stream<String> beginnings(String postcode) {
        return IntStream.rangeClosed(1, postcode.length()).mapToObj(length -> postcode.substring(0, length));
    }
}
