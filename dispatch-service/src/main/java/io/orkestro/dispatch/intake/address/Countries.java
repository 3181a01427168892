package io.orkestro.dispatch.intake.address;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Countries by code or by name, in the languages of western Europe and in their own. */
public final class Countries {

    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH,
            Locale.FRENCH,
            Locale.GERMAN,
            Locale.ITALIAN,
            Locale.of("es"),
            Locale.of("pt"),
            Locale.of("nl"));
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** ISO 3166-1 alpha-2; empty where nobody calls a country so. */
    public static Optional<String> code(@Nullable String nameOrCode) {
        return nameOrCode == null ? Optional.empty() : Optional.ofNullable(CODES.get(plain(nameOrCode)));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            codes.put(plain(code), code);
            codes.put(plain(country.getISO3Country()), code);
            for (Locale language : LANGUAGES) {
                codes.putIfAbsent(plain(country.getDisplayCountry(language)), code);
            }
        }
        // What people write, and no locale says.
        for (String name : List.of("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland")) {
            codes.put(plain(name), "GB");
        }
        for (String name : List.of("USA", "United States of America")) {
            codes.put(plain(name), "US");
        }
        return Map.copyOf(codes);
    }

    /** Without accents, case and signs. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[^\\p{L}\\p{Nd}]", "")
                .toLowerCase(Locale.ROOT);
    }
}
