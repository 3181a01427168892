package io.orkestro.platform.stack.postgres;

import io.orkestro.platform.stack.Server;

/** The stack's PostgreSQL. */
public interface Postgres extends Server {

    /** The database {@code postgres}, as somebody who may create databases. */
    PostgresAddress address();
}
