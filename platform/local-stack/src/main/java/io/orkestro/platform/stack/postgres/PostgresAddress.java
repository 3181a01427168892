package io.orkestro.platform.stack.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One database on a PostgreSQL server, and who connects to it.
 *
 * @param parameters of the JDBC driver other than user and password, such as {@code sslmode}
 */
public record PostgresAddress(
        String host,
        int port,
        String database,
        String user,
        @Nullable String password,
        Map<String, String> parameters) {

    private static final int DEFAULT_PORT = 5432;

    public PostgresAddress {
        parameters = Map.copyOf(parameters);
    }

    public PostgresAddress(String host, int port, String database, String user, @Nullable String password) {
        this(host, port, database, user, password, Map.of());
    }

    /**
     * Reads {@code jdbc:postgresql://host:port/database?user=…&password=…} or
     * {@code postgresql://user:password@host:port/database}.
     *
     * @throws IllegalArgumentException where it is neither
     */
    public static PostgresAddress parse(String url) {
        String bare = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        if (!bare.startsWith("postgresql://") && !bare.startsWith("postgres://")) {
            throw new IllegalArgumentException(
                    "Expected jdbc:postgresql://host:port/database?user=… or postgresql://user:password@host:port/database");
        }
        URI uri = URI.create(bare);
        Map<String, String> parameters = parameters(uri.getRawQuery());
        List<String> login = uri.getRawUserInfo() == null
                ? List.of()
                : Arrays.stream(uri.getRawUserInfo().split(":", 2))
                        .map(PostgresAddress::decoded)
                        .toList();
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new PostgresAddress(
                uri.getHost() == null ? "localhost" : uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.isEmpty() ? "postgres" : path,
                user != null ? user : login.isEmpty() ? "postgres" : login.getFirst(),
                password != null ? password : login.size() < 2 ? null : login.getLast(),
                parameters);
    }

    /** Another database on the same server. */
    public PostgresAddress withDatabase(String other) {
        return new PostgresAddress(host, port, other, user, password, parameters);
    }

    /** The same, as somebody else. */
    public PostgresAddress withUser(String other, String itsPassword) {
        return new PostgresAddress(host, port, database, other, itsPassword, parameters);
    }

    /** Without user and password. */
    public String jdbcUrl() {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .sorted()
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
        return "jdbc:postgresql://%s:%d/%s%s".formatted(host, port, database, query);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    /** Runs one statement on a connection of its own, outside a transaction. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String parameter : query.split("&")) {
                String[] nameAndValue = parameter.split("=", 2);
                parameters.put(nameAndValue[0], nameAndValue.length < 2 ? "" : decoded(nameAndValue[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "%s@%s:%d/%s".formatted(user, host, port, database);
    }
}
