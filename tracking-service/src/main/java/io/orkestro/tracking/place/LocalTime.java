package io.orkestro.tracking.place;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** The time where a stop is, as far as its country tells. */
public final class LocalTime {

    private static final Map<String, ZoneId> ZONES = Map.ofEntries(
            Map.entry("AT", ZoneId.of("Europe/Vienna")),
            Map.entry("BE", ZoneId.of("Europe/Brussels")),
            Map.entry("CH", ZoneId.of("Europe/Zurich")),
            Map.entry("CZ", ZoneId.of("Europe/Prague")),
            Map.entry("DE", ZoneId.of("Europe/Berlin")),
            Map.entry("DK", ZoneId.of("Europe/Copenhagen")),
            Map.entry("ES", ZoneId.of("Europe/Madrid")),
            Map.entry("FI", ZoneId.of("Europe/Helsinki")),
            Map.entry("FR", ZoneId.of("Europe/Paris")),
            Map.entry("GB", ZoneId.of("Europe/London")),
            Map.entry("GR", ZoneId.of("Europe/Athens")),
            Map.entry("IE", ZoneId.of("Europe/Dublin")),
            Map.entry("IT", ZoneId.of("Europe/Rome")),
            Map.entry("LU", ZoneId.of("Europe/Luxembourg")),
            Map.entry("NL", ZoneId.of("Europe/Amsterdam")),
            Map.entry("NO", ZoneId.of("Europe/Oslo")),
            Map.entry("PL", ZoneId.of("Europe/Warsaw")),
            Map.entry("PT", ZoneId.of("Europe/Lisbon")),
            Map.entry("SE", ZoneId.of("Europe/Stockholm")));

    private LocalTime() {}

    /**
     * @param country ISO 3166-1 alpha-2
     * @return its zone; UTC where it has several, or is not known here
     */
    public static ZoneId zoneIn(String country) {
        return ZONES.getOrDefault(country, ZoneOffset.UTC);
    }
}
