package io.orkestro.monolith.notification.message;

import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Addresses that a retailer's messages must not reach. */
@Component
class OptOuts {

    private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{5,14}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    record OptOut(String address, Instant createdAt) {

        private Cursor cursor() {
            return new Cursor(createdAt, address);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    OptOuts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @return whether it was new
     */
    boolean add(String retailerId, String address) {
        String plain = plain(address);
        if (!PHONE.matcher(plain).matches() && !EMAIL.matcher(plain).matches()) {
            throw new InvalidRequest("address", "wrong_format", "is a phone in E.164 or an e-mail address");
        }
        return jdbc.sql("""
                        insert into opt_out (retailer_id, address, created_at) values (:retailer, :address, :now)
                        on conflict do nothing
                        """)
                        .param("retailer", retailerId)
                        .param("address", plain)
                        .param(
                                "now",
                                clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void remove(String retailerId, String address) {
        int rows = jdbc.sql("delete from opt_out where retailer_id = :retailer and address = :address")
                .param("retailer", retailerId)
                .param("address", plain(address))
                .update();
        if (rows == 0) {
            throw new NotFound("opt-out of", address);
        }
    }

    Optional<OptOut> find(String retailerId, String address) {
        return jdbc.sql("select address, created_at from opt_out where retailer_id = :retailer and address = :address")
                .param("retailer", retailerId)
                .param("address", plain(address))
                .query((row, _) -> new OptOut(
                        row.getString("address"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    Page<OptOut> list(String retailerId, int limit, @Nullable Cursor cursor) {
        String before = cursor == null ? "" : "and (created_at, address) < (:at, :address) ";
        JdbcClient.StatementSpec query = jdbc.sql(
                        "select address, created_at from opt_out where retailer_id = :retailer " + before
                                + "order by created_at desc, address desc limit :limit")
                .param("retailer", retailerId)
                .param("limit", limit + 1);
        if (cursor != null) {
            query = query.param("at", cursor.at().atOffset(ZoneOffset.UTC)).param("address", cursor.id());
        }
        return Page.of(
                query.query((row, _) -> new OptOut(
                                row.getString("address"),
                                row.getObject("created_at", OffsetDateTime.class)
                                        .toInstant()))
                        .list(),
                limit,
                OptOut::cursor);
    }

    /** E-mail addresses mean the same in any case. */
    private static String plain(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
