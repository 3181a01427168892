package io.orkestro.dispatch.intake.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as it stands in its file.
 *
 * @param number as a spreadsheet counts: the header is 1
 * @param fields stripped; more or fewer than there are columns, where somebody forgot a separator or wrote one too many
 */
record Row(int number, List<String> fields) {

    Row {
        fields = List.copyOf(fields);
    }

    /** Null where nothing is said. */
    @Nullable
    String text(Column column) {
        String text = column.index() < fields.size() ? fields.get(column.index()) : "";
        return text.isEmpty() ? null : text;
    }

    boolean isBlank() {
        return fields.stream().allMatch(String::isEmpty);
    }
}
