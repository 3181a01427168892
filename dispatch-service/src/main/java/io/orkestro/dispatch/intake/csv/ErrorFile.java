package io.orkestro.dispatch.intake.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Writes files: refused rows as they stood in theirs, behind what is wrong with each, to be corrected and sent again. */
final class ErrorFile {

    private ErrorFile() {}

    /** @param rowsAfter some more rows after that number; none where it was the last */
    static void write(Writer to, IntFunction<List<RefusedRow>> rowsAfter) {
        // Whoever gave the writer closes it.
        CsvWriter csv = CsvWriter.builder().build(to);
        List<String> header = new ArrayList<>(OrderFile.EXPLANATION);
        header.addAll(Column.HEADERS);
        csv.writeRecord(header);
        int last = 0;
        List<RefusedRow> rows = rowsAfter.apply(last);
        while (!rows.isEmpty()) {
            rows.forEach(row -> csv.writeRecord(record(row)));
            last = rows.getLast().row().number();
            rows = rowsAfter.apply(last);
        }
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One row is one row, whatever is wrong with it, or it would come back twice. */
    private static List<String> record(RefusedRow refused) {
        List<String> fields = new ArrayList<>();
        fields.add(Integer.toString(refused.row().number()));
        fields.add(all(refused, Fault::column));
        fields.add(all(refused, Fault::code));
        fields.add(all(refused, Fault::reason));
        fields.addAll(refused.row().fields());
        return fields;
    }

    private static String all(RefusedRow refused, Function<Fault, String> part) {
        return refused.faults().stream().map(part).collect(Collectors.joining("; "));
    }
}
