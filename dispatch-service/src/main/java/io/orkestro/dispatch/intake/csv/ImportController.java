package io.orkestro.dispatch.intake.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/imports}: files of orders. */
@RestController
@RequestMapping("/v1/imports")
class ImportController {

    private static final MediaType CSV = new MediaType("text", "csv");
    private static final MediaType CSV_IN_UTF_8 = new MediaType(CSV, StandardCharsets.UTF_8);
    private static final String ZONE = "Europe/London";
    private static final int ROWS_AT_ONCE = 1_000;

    private final Imports imports;
    private final DueWork<Traced<Imports.Due>> work;
    private final IdempotentRequests requests;
    private final Clock clock;

    ImportController(Imports imports, DueWork<Traced<Imports.Due>> work, IdempotentRequests requests, Clock clock) {
        this.imports = imports;
        this.work = work;
        this.requests = requests;
        this.clock = clock;
    }

    /** The file is read to its end before it is kept: of one that cannot be read nothing is. */
    @PostMapping
    ResponseEntity<?> take(
            Caller caller,
            PostedRequest posted,
            @RequestParam(defaultValue = ZONE) String zone,
            @RequestHeader(value = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String contentType,
            @RequestBody(required = false) byte @Nullable [] body) {
        String retailerId = caller.retailerId();
        RoutingKey key = RoutingKey.ofPublicId(retailerId);
        requireCsv(contentType);
        ZoneId read = zone(zone);
        byte[] file = body == null ? new byte[0] : body;
        String id = posted.key() == null
                ? Ids.random("imp", key)
                : Ids.derived("imp", key, retailerId, "key", posted.key());
        return requests.once(posted, () -> {
            Import kept = imports.keep(id, retailerId, read, file, new OrderFile(file).count());
            work.wakeAfterCommit();
            return ResponseEntity.accepted()
                    .location(URI.create("/v1/imports/" + id))
                    .body(kept);
        });
    }

    @GetMapping
    Page<Import> list(Caller caller, @RequestParam @Nullable Integer limit, @RequestParam @Nullable String cursor) {
        int rows = Limit.of(limit);
        return Page.of(
                imports.list(caller.retailerId(), rows + 1, Cursor.decode(cursor)),
                rows,
                last -> new Cursor(last.createdAt(), last.id()));
    }

    @GetMapping("/{id}")
    Import get(Caller caller, @PathVariable String id) {
        return imports.find(caller.retailerId(), id).orElseThrow(() -> new NotFound("import", id));
    }

    /** What was refused so far; row by row, for there may be a hundred thousand. */
    @GetMapping("/{id}/errors")
    void errors(Caller caller, @PathVariable String id, HttpServletResponse response) throws IOException {
        get(caller, id);
        response.setContentType(CSV_IN_UTF_8.toString());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, named(id + "-errors.csv"));
        ErrorFile.write(response.getWriter(), after -> imports.refused(id, after, ROWS_AT_ONCE));
    }

    /** The header, and a row that is accepted as it is. */
    @GetMapping("/template")
    ResponseEntity<byte[]> template(Caller caller) {
        LocalDate tomorrow =
                LocalDate.ofInstant(clock.instant(), ZoneId.of(ZONE)).plusDays(1);
        LocalDateTime from = tomorrow.atTime(10, 0);
        StringWriter text = new StringWriter();
        CsvWriter.builder()
                // As it is written: there are two lines.
                .bufferSize(0)
                .build(text)
                .writeRecord(Column.HEADERS)
                .writeRecord(
                        caller.retailerId(),
                        "EXAMPLE-1",
                        "Ada Obi",
                        "14 Redchurch Street",
                        "London",
                        "E2 7DJ",
                        "GB",
                        "020 7946 0018",
                        ReadRow.TIME.format(from),
                        "Grace Lin",
                        "22 Cross Street",
                        "London",
                        "N1 2BG",
                        "GB",
                        "07700 900123",
                        ReadRow.TIME.format(from.plusHours(2)));
        return ResponseEntity.ok()
                .contentType(CSV_IN_UTF_8)
                .header(HttpHeaders.CONTENT_DISPOSITION, named("orkestro-orders.csv"))
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void requireCsv(@Nullable String contentType) {
        try {
            MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
            Charset charset = type == null ? null : type.getCharset();
            if (type != null
                    && type.equalsTypeAndSubtype(CSV)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8))) {
                return;
            }
        } catch (IllegalArgumentException unknown) {
            // Then it is no CSV either.
        }
        throw new NotCsv();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new InvalidRequest("zone", "unknown_zone", "A zone is named as Europe/London is");
        }
    }

    private static String named(String file) {
        return ContentDisposition.attachment().filename(file).build().toString();
    }
}
