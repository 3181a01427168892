package io.orkestro.dispatch.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderFileTests {

    private static final String ROW = Files.row("ret_acme", "A-1");

    static Stream<Arguments> sameFiles() {
        return Stream.of(
                Arguments.of("as it is", Files.of(ROW)),
                Arguments.of("with a byte order mark", "\uFEFF" + Files.of(ROW)),
                Arguments.of(
                        "with a byte order mark and quotes",
                        "\uFEFF" + Files.of(ROW).replace("Merchant ID", "\"Merchant ID\"")),
                Arguments.of("with lines as on Unix", Files.of(ROW).replace("\r\n", "\n")),
                Arguments.of("with lines as on old Macs", Files.of(ROW).replace("\r\n", "\r")),
                Arguments.of("without an end of its last line", Files.of(ROW).strip()),
                Arguments.of("with semicolons", Files.of(ROW).replace(",", ";")),
                Arguments.of("with blanks around its fields", Files.of(ROW).replace("Ada Obi", "  Ada Obi\t")),
                Arguments.of("with blank lines", Files.of(ROW) + "\r\n \r\n,,,,,,,,,,,,,,,\r\n"),
                Arguments.of(
                        "as a file of errors",
                        "Row,Column,Code,Reason," + Files.HEADER + "\n7,SourcePhone,invalid,\"No, \"\"12\"\"\","
                                + ROW));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameFiles")
    void theSameFileIsWrittenInManyWays(String how, String text) {
        assertThat(fields(text)).containsExactly(fields(Files.of(ROW)).getFirst());
        assertThat(new OrderFile(Files.bytes(text)).count()).isEqualTo(1);
    }

    @Test
    void aFieldMayHaveQuotesSeparatorsAndLines() {
        String row = Files.row("ret_acme", "A-1", Column.SOURCE_ADDRESS, "\"The Yard\", 14; Redchurch\r\nStreet");

        assertThat(fields(Files.of(row)).getFirst().get(Column.SOURCE_ADDRESS.index()))
                .isEqualTo("\"The Yard\", 14; Redchurch\r\nStreet");
    }

    @Test
    void rowsAreCountedAsSpreadsheetsDo() {
        String text = Files.of(
                Files.row("ret_acme", "A-1", Column.SOURCE_ADDRESS, "The Yard\n14 Redchurch Street"),
                "",
                Files.row("ret_acme", "A-2"));

        assertThat(rows(text)).extracting(Row::number).containsExactly(2, 4);
    }

    @Test
    void aRowMayHaveTooManyFieldsOrTooFew() {
        assertThat(fields(Files.of("a,b", ROW + ",more")))
                .satisfiesExactly(
                        few -> assertThat(few).containsExactly("a", "b"),
                        many -> assertThat(many).hasSize(17));
    }

    @Test
    void aHeaderAloneHasNoRows() {
        assertThat(new OrderFile(Files.bytes(Files.HEADER)).count()).isZero();
    }

    static Stream<Arguments> wrongHeaders() {
        return Stream.of(
                Arguments.of("SourceCity", "wrong_header", Files.HEADER.replace("SourceCity", "City")),
                Arguments.of("ExternalRef", "wrong_header", Files.HEADER.replace("ExternalRef", "externalref")),
                Arguments.of("Merchant ID", "wrong_header", Files.HEADER.replace("Merchant ID", "MerchantID")),
                Arguments.of("DeliveryDateTo", "wrong_header", Files.HEADER.replace(",DeliveryDateTo", "")),
                Arguments.of(
                        "SourceForename",
                        "wrong_header",
                        Files.HEADER.replace("SourceForename,SourceAddress", "SourceAddress,SourceForename")),
                Arguments.of("Notes", "unknown_column", Files.HEADER + ",Notes"),
                Arguments.of("Merchant ID", "wrong_header", Files.HEADER.replace(",", "\t")),
                Arguments.of("Merchant ID", "wrong_header", ROW),
                Arguments.of("Merchant ID", "wrong_header", "Row,Column,Code," + Files.HEADER),
                Arguments.of("Merchant ID", "wrong_header", "PK\u0003\u0004"));
    }

    @ParameterizedTest
    @MethodSource("wrongHeaders")
    void aWrongHeaderRefusesTheFileAndNamesTheColumn(String column, String code, String header) {
        assertThatThrownBy(() -> new OrderFile(Files.bytes(header + "\n" + ROW)))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal -> assertThat(refusal.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo(column);
                            assertThat(error.code()).isEqualTo(code);
                        }));
    }

    static Stream<Arguments> unreadable() {
        byte[] latin = Files.of(ROW, ROW.replace("Ada", "Zo\u00EB")).getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("in another character set", latin),
                Arguments.of("in UTF-16", Files.of(ROW).getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("a quote that nobody closes", Files.bytes(Files.of(ROW, "\"" + ROW))),
                Arguments.of("a quote before the last line ends", Files.bytes(Files.of(ROW) + "\"")),
                Arguments.of("text behind a quote", Files.bytes(Files.of(ROW, "\"ret_acme\" ltd" + ROW))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void whatCannotBeReadToItsEndIsRefusedAsAWhole(String how, byte[] bytes) {
        assertThatThrownBy(() -> new OrderFile(bytes).count())
                .isInstanceOfSatisfying(
                        Malformed.class, refusal -> assertThat(refusal.code()).isEqualTo("malformed_csv"));
    }

    @Test
    void aHundredThousandRowsAreEnough() {
        StringBuilder text = new StringBuilder(Files.HEADER).append('\n');
        text.append("x\n".repeat(OrderFile.MOST_ROWS));

        assertThat(new OrderFile(Files.bytes(text.toString())).count()).isEqualTo(OrderFile.MOST_ROWS);
        assertThatThrownBy(() -> new OrderFile(Files.bytes(text + "x\n")).count())
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal -> assertThat(refusal.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.code()).isEqualTo("too_many_rows")));
    }

    private static List<List<String>> fields(String text) {
        return rows(text).stream().map(Row::fields).toList();
    }

    private static List<Row> rows(String text) {
        List<Row> all = new ArrayList<>();
        try (OrderFile.Rows rows = new OrderFile(Files.bytes(text)).rows()) {
            rows.forEachRemaining(all::add);
        }
        return all;
    }
}
