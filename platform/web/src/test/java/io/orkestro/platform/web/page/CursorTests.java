package io.orkestro.platform.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Malformed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

    @Test
    void aCursorComesBackAsItWent() {
        Cursor cursor = new Cursor(Instant.parse("2026-05-04T12:00:00.123456Z"), "dlv_demo_abc");

        assertThat(Cursor.decode(cursor.encoded())).isEqualTo(cursor);
    }

    @Test
    void noCursorIsTheStart() {
        assertThat(Cursor.decode(null)).isNull();
        assertThat(Cursor.decode("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%%", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTkvYQ", "MTIzLw", "MTIzLwAB"})
    void whatThisApiNeverGaveOutIsRefused(String encoded) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Cursor.decode(encoded));
    }

    @Test
    void aPageTellsWhetherThereIsANext() {
        List<String> rows = List.of("a", "b", "c");

        assertThat(Page.of(rows, 3, CursorTests::at).nextCursor()).isNull();
        Page<String> first = Page.of(rows, 2, CursorTests::at);
        assertThat(first.data()).containsExactly("a", "b");
        assertThat(Cursor.decode(first.nextCursor())).isEqualTo(at("b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201})
    void aLimitHasLimits(int asked) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Limit.of(asked));
    }

    private static Cursor at(String id) {
        return new Cursor(Instant.EPOCH, id);
    }
}
