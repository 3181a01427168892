package io.orkestro.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class DatabaseAwayTests {

    @Test
    void aLockThatWasNotGivenInTimeIsWorthRepeating() {
        assertThat(DatabaseAway.causes(new IllegalStateException(new SQLException("lock timeout", "55P03"))))
                .isTrue();
    }

    @Test
    void soIsWhatTwoDidAtOnce() {
        assertThat(DatabaseAway.causes(new SQLException("deadlock", "40P01"))).isTrue();
        assertThat(DatabaseAway.causes(new SQLException("serialization", "40001")))
                .isTrue();
    }

    @Test
    void whatEndsARehearsalAloneIsNot() {
        for (String state : List.of("57014", "25P02", "25P03", "23505")) {
            assertThat(DatabaseAway.causes(new SQLException("rehearsed", state)))
                    .as(state)
                    .isFalse();
        }
    }

    @Test
    void aConnectionThatWasNotGivenInTimeIsWorthRepeating() {
        assertThat(DatabaseAway.causes(new SQLTransientConnectionException())).isTrue();
    }

    @Test
    void aConnectionThatBrokeIsWorthRepeating() {
        assertThat(DatabaseAway.causes(new IllegalStateException(new SQLException("I/O error", "08006"))))
                .isTrue();
        assertThat(DatabaseAway.causes(new IllegalStateException(new SQLException("terminated", "57P01"))))
                .isTrue();
    }

    @Test
    void soIsARollbackThatFailedWithTheConnection() {
        SQLException closed = new SQLException("Connection is closed");
        assertThat(DatabaseAway.causes(new TransactionSystemException("Could not roll back JPA transaction", closed)))
                .isTrue();
        assertThat(DatabaseAway.causes(new TransactionSystemException("Could not commit JPA transaction", closed)))
                .as("a constraint may have been hurt")
                .isFalse();
    }

    @Test
    void aFaultOfOursIsNot() {
        assertThat(DatabaseAway.causes(new IllegalStateException(new SQLException("syntax error", "42601"))))
                .isFalse();
        assertThat(DatabaseAway.causes(new NullPointerException())).isFalse();
    }
}
