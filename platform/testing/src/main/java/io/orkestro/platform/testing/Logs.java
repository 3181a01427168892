package io.orkestro.platform.testing;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Keeps the servers' own words out of the tests' output. */
final class Logs {

    private Logs() {}

    static void quieten(String logger, LogLevel level) {
        LoggingSystem.get(Logs.class.getClassLoader()).setLogLevel(logger, level);
    }
}
