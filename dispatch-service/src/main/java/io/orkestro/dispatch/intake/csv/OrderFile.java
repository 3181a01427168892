package io.orkestro.dispatch.intake.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of orders: a header and rows, in UTF-8, with or without a byte order mark, separated by commas or semicolons. It is
 * read row by row; of the rows none is kept. What we gave back ourselves is read too: what stands before the sixteen columns
 * there is for people.
 */
final class OrderFile {

    static final int MOST_ROWS = 100_000;

    /** What stands before the columns in a file of errors. */
    static final List<String> EXPLANATION = List.of("Row", "Column", "Code", "Reason");

    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes;
    private final char separator;
    private final int explained;

    /**
     * @throws Malformed where it cannot be read at all
     * @throws InvalidRequest where the header is not ours
     */
    OrderFile(byte[] bytes) {
        this.bytes = bytes;
        refuseNul(bytes);
        this.separator = separator(bytes);
        List<String> header = header();
        this.explained = header.size() >= EXPLANATION.size()
                        && header.subList(0, EXPLANATION.size()).equals(EXPLANATION)
                ? EXPLANATION.size()
                : 0;
        check(header.subList(explained, header.size()));
    }

    /** No table holds it; and where it is, there are two bytes to a letter. */
    private static void refuseNul(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                throw new Malformed("malformed_csv", "The file is not in UTF-8; save it as \"CSV UTF-8\".");
            }
        }
    }

    private static char separator(byte[] bytes) {
        int commas = 0;
        int semicolons = 0;
        for (byte one : bytes) {
            if (one == '\n' || one == '\r') {
                break;
            }
            commas += one == ',' ? 1 : 0;
            semicolons += one == ';' ? 1 : 0;
        }
        return semicolons > commas ? ';' : ',';
    }

    /** Without what says nothing but that it is UTF-8. */
    private InputStream content() {
        boolean isMarked = bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        int start = isMarked ? BYTE_ORDER_MARK.length : 0;
        return new ByteArrayInputStream(bytes, start, bytes.length - start);
    }

    private List<String> header() {
        try (Records records = new Records()) {
            if (!records.hasNext()) {
                throw new Malformed("malformed_csv", "The file is empty.");
            }
            return records.next();
        }
    }

    private static void check(List<String> header) {
        for (Column column : Column.ALL) {
            String found = column.index() < header.size() ? header.get(column.index()) : null;
            if (!column.header().equals(found)) {
                throw wrongHeader(column.index(), column.header(), found);
            }
        }
        if (header.size() > Column.ALL.size()) {
            throw wrongHeader(Column.ALL.size(), null, header.get(Column.ALL.size()));
        }
    }

    private static InvalidRequest wrongHeader(int index, @Nullable String wanted, @Nullable String found) {
        String column = "Column " + (index + 1);
        if (wanted == null) {
            return new InvalidRequest(
                    shown(found),
                    "unknown_column",
                    "%s is \"%s\", and there are only %d".formatted(column, shown(found), Column.ALL.size()));
        }
        return new InvalidRequest(
                wanted,
                "wrong_header",
                found == null
                        ? "%s is missing; it is called \"%s\"".formatted(column, wanted)
                        : "%s is called \"%s\" here, and should be \"%s\"".formatted(column, shown(found), wanted));
    }

    private static String shown(@Nullable String found) {
        String text = Objects.requireNonNullElse(found, "");
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /**
     * How many rows there are, when every one of them can be read.
     *
     * @throws Malformed where one cannot
     * @throws InvalidRequest where there are too many
     */
    int count() {
        int rows = 0;
        try (Rows all = rows()) {
            while (all.hasNext()) {
                all.next();
                rows++;
            }
        }
        if (rows > MOST_ROWS) {
            throw new InvalidRequest("", "too_many_rows", "A file has at most %,d rows".formatted(MOST_ROWS));
        }
        return rows;
    }

    private static boolean isBlank(List<String> fields) {
        return fields.stream().allMatch(String::isEmpty);
    }

    /** All rows but blank ones. */
    Rows rows() {
        return new Rows();
    }

    /** The rows of a file, one after the other. */
    final class Rows implements Iterator<Row>, AutoCloseable {

        private final Records records = new Records();
        private int number = 1;
        private @Nullable Row next;

        private Rows() {
            records.next();
        }

        @Override
        public boolean hasNext() {
            while (next == null && records.hasNext()) {
                List<String> fields = records.next();
                number++;
                if (!isBlank(fields)) {
                    next = new Row(number, fields.subList(Math.min(explained, fields.size()), fields.size()));
                }
            }
            return next != null;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row row = Objects.requireNonNull(next);
            next = null;
            return row;
        }

        @Override
        public void close() {
            records.close();
        }
    }

    /** What the library reads, header and blank lines and all. */
    private final class Records implements Iterator<List<String>>, AutoCloseable {

        private final CloseableIterator<CsvRecord> records;
        private long line = 1;

        Records() {
            Reader text = new InputStreamReader(
                    content(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            this.records = CsvReader.builder()
                    .fieldSeparator(separator)
                    .skipEmptyLines(false)
                    .allowUnclosedQuote(false)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text)
                    .iterator();
        }

        @Override
        public boolean hasNext() {
            try {
                return records.hasNext();
            } catch (CsvParseException | UncheckedIOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public List<String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            return record.getFields().stream().map(String::strip).toList();
        }

        private Malformed unreadable(RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CharacterCodingException) {
                    return new Malformed(
                            "malformed_csv",
                            "The file is not in UTF-8, somewhere after line %d; save it as \"CSV UTF-8\"."
                                    .formatted(line));
                }
            }
            return new Malformed(
                    "malformed_csv",
                    "A row after line %d cannot be read: is every quote within quotes doubled, and every other one closed?"
                            .formatted(line));
        }

        @Override
        public void close() {
            try {
                records.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
