package io.orkestro.dispatch.intake.address;

import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers what somebody else knew, so that one address is asked for once; what was not known is asked for again after a
 * while. An address is kept as a digest alone: it is where people live.
 */
final class KnownAddresses implements Geocoder {

    private final ReentrantLock asking = new ReentrantLock(true);
    private final Geocoder other;
    private final GeocoderProperties properties;
    private final JdbcClient jdbc;
    private final Clock clock;

    KnownAddresses(Geocoder other, GeocoderProperties properties, JdbcClient jdbc, Clock clock) {
        this.other = other;
        this.properties = properties;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Optional<Location> locate(Address address) {
        String digest = digestOf(address);
        Known known = known(digest);
        return known == null ? ask(address, digest) : known.location();
    }

    /** One at a time: whoever waits for the same address finds it known when its turn comes. */
    private Optional<Location> ask(Address address, String digest) {
        try {
            if (!asking.tryLock(properties.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GeocoderAway("Too many addresses wait to be looked up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GeocoderAway("Looking up an address was interrupted");
        }
        try {
            Known known = known(digest);
            if (known != null) {
                return known.location();
            }
            Optional<Location> found = other.locate(address);
            remember(digest, found.orElse(null));
            return found;
        } finally {
            asking.unlock();
        }
    }

    private record Known(Optional<Location> location) {

        static Known of(ResultSet row, int number) throws SQLException {
            double lat = row.getDouble("lat");
            return new Known(row.wasNull() ? Optional.empty() : Optional.of(new Location(lat, row.getDouble("lng"))));
        }
    }

    private @Nullable Known known(String digest) {
        return jdbc.sql("""
                        select lat, lng from known_address
                        where digest = :digest and (lat is not null or looked_up_at > :after)
                        """)
                .param("digest", digest)
                .param("after", clock.instant().minus(properties.notFoundFor()).atOffset(ZoneOffset.UTC))
                .query(Known::of)
                .optional()
                .orElse(null);
    }

    private void remember(String digest, @Nullable Location location) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into known_address (digest, lat, lng, looked_up_at) values (:digest, :lat, :lng, :now)
                        on conflict (digest) do update
                          set lat = excluded.lat, lng = excluded.lng, looked_up_at = excluded.looked_up_at
                        """)
                .param("digest", digest)
                .param("lat", location == null ? null : location.lat())
                .param("lng", location == null ? null : location.lng())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The same however it is spaced and whether it shouts; what is behind the door does not move it. */
    private static String digestOf(Address address) {
        String written = String.join("\n", address.line1(), address.city(), address.postcode(), address.country())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\S\\n]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .strip();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(written.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
