package io.orkestro.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class DatabaseAwayTests {

    @Test
    void aLockThatWasNotGivenInTimeIsWorthRepeating() {
        assertThat(DatabaseAway.causes(new IllegalStateException(new SQLException("lock timeout", "55P03"))))
                .isTrue();
    }

    @Test
    void aConnectionThatWasNotGivenInTimeIsWorthRepeating() {
        assertThat(DatabaseAway.causes(new SQLTransientConnectionException())).isTrue();
    }

    @Test
    void aFaultOfOursIsNot() {
        assertThat(DatabaseAway.causes(new IllegalStateException(new SQLException("syntax error", "42601"))))
                .isFalse();
        assertThat(DatabaseAway.causes(new NullPointerException())).isFalse();
    }
}
