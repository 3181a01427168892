package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.message.OptOutCopies.OptOutSnapshot;
import io.orkestro.monolith.notification.message.OptOutCopies.Row;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.NotFound;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

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

    private final OptOutCopies rows;
    private final Ownership ownership;
    private final JdbcClient jdbc;
    private final Clock clock;

    OptOuts(OptOutCopies rows, @Qualifier("optOutOwnership") Ownership ownership, JdbcClient jdbc, Clock clock) {
        this.rows = rows;
        this.ownership = ownership;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Refuses what is neither a phone nor an e-mail address. */
    static void check(String address) {
        String plain = plain(address);
        if (!PHONE.matcher(plain).matches() && !EMAIL.matcher(plain).matches()) {
            throw new InvalidRequest("address", "wrong_format", "is a phone in E.164 or an e-mail address");
        }
    }

    /** The same for the same address, so that it is the same on both sides; SQL can reckon it as well. */
    static String idOf(String retailerId, String address) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(plain(address).getBytes(StandardCharsets.UTF_8));
            return "opt_%s_%s"
                    .formatted(
                            RoutingKey.ofPublicId(retailerId).value(),
                            HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has MD5", impossible);
        }
    }

    /**
     * @return whether it was new
     */
    @Transactional
    boolean add(String retailerId, String address, Decision decision) {
        String id = idOf(retailerId, address);
        Optional<Row> present = rows.lockedRow(id);
        present.ifPresent(row -> ownership.require(id, row.epoch()));
        if (present.filter(Row::holds).isPresent()) {
            return false;
        }
        OptOutSnapshot optOut = new OptOutSnapshot(id, retailerId, plain(address), now(), null);
        Row next = present.map(row -> row.next(optOut))
                .orElseGet(() -> new Row(optOut, ownership.birthEpoch(id), 1, null));
        rows.save(next);
        rows.say(OptOutCopies.CHANGED, next, decision);
        return true;
    }

    @Transactional
    void remove(String retailerId, String address, Decision decision) {
        String id = idOf(retailerId, address);
        Row row = rows.lockedRow(id).orElseThrow(() -> new NotFound("opt-out of", address));
        ownership.require(id, row.epoch());
        if (!row.holds()) {
            throw new NotFound("opt-out of", address);
        }
        OptOutSnapshot before = row.optOut();
        Row next = row.next(
                new OptOutSnapshot(before.id(), before.retailerId(), before.address(), before.createdAt(), now()));
        rows.save(next);
        rows.say(OptOutCopies.CHANGED, next, decision);
    }

    Optional<OptOut> find(String retailerId, String address) {
        return rows.row(idOf(retailerId, address))
                .filter(Row::holds)
                .map(row -> new OptOut(row.optOut().address(), row.optOut().createdAt()));
    }

    Page<OptOut> list(String retailerId, int limit, @Nullable Cursor cursor) {
        String before = cursor == null ? "" : "and (created_at, address) < (:at, :address) ";
        JdbcClient.StatementSpec query = jdbc.sql("select address, created_at from opt_out "
                        + "where retailer_id = :retailer and removed_at is null " + before
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
