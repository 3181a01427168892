package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

/** API keys by script. */
@ConsoleTest
class KeysApiIT {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    @Test
    void aKeyIsIssuedAndItsSecretKeptNowhere() throws Exception {
        ResponseEntity<String> answer = issue("{\"role\":\"retailer\",\"principal\":\"ret_acme\",\"name\":\" Shop \"}");

        assertThat(answer.getStatusCode().value()).isEqualTo(201);
        String body = String.valueOf(answer.getBody());
        String id = JsonPath.read(body, "$.id");
        String key = JsonPath.read(body, "$.key");
        assertThat(key).matches("ork_retailer_" + id + "_[0-9A-Za-z]{40}");
        assertThat(id).matches("[0-9a-z]{12}");
        assertThat(JsonPath.<String>read(body, "$.name")).isEqualTo("Shop");
        assertThat(answer.getHeaders().getFirst("Location")).isEqualTo("/api/keys/" + id);

        String secret = key.substring(key.lastIndexOf('_') + 1);
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        assertThat(jdbc.sql("select sha256 from api_key_secret where key_id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo(sha256);
        assertThat(jdbc.sql("select count(*) from audit_entry where after::text like ? or before::text like ?")
                        .params("%" + secret + "%", "%" + sha256 + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(String.valueOf(get("/api/keys").getBody())).contains(id).doesNotContain(secret, sha256);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'role':'retailer','name':'x'}                                   | principal         | required",
                "{'role':'retailer','principal':'crr_a','name':'x'}               | principal         | wrong_format",
                "{'role':'retailer','principal':'ret_a_b','name':'x'}             | principal         | wrong_format",
                "{'role':'courier','principal':'CRR_a','name':'x'}                | principal         | wrong_format",
                "{'role':'ops','principal':'ret_a','name':'x'}                    | principal         | not_allowed",
                "{'role':'ops','name':'  '}                                       | name              | required",
                "{'role':'ops'}                                                   | name              | required",
                "{'name':'x'}                                                     | role              | required",
                "{'role':'ops','name':'x','requestsPerSecond':0}                  | requestsPerSecond | out_of_range"
            })
    void wrongInputIsExplained(String body, String field, String code) {
        ResponseEntity<String> answer = issue(body.replace('\'', '"'));

        assertThat(answer.getStatusCode().value()).isEqualTo(422);
        assertThat(answer.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(JsonPath.<List<String>>read(answer.getBody(), "$.errors[?(@.field=='" + field + "')].code"))
                .containsExactly(code);
    }

    @Test
    void unreadableInputIsExplainedToo() {
        assertThat(issue("{\"role\":").getStatusCode().value()).isEqualTo(400);
        assertThat(issue("{\"role\":\"king\",\"name\":\"x\"}").getStatusCode().value())
                .isEqualTo(400);
        assertThat(post("/api/keys/000000000000/rotate").getStatusCode().value())
                .isEqualTo(404);
        assertThat(get("/api/nothing").getStatusCode().value()).isEqualTo(404);
    }

    @Test
    void whileRotatingTwoSecretsLiveAndNeverThree() {
        String id = issued("ret_rotating");

        post("/api/keys/" + id + "/rotate");
        assertThat(secretsOf(id)).isEqualTo(2);
        assertThat(jdbc.sql("select count(*) from api_key_secret where key_id = ?"
                                + " and expires_at between now() + interval '23 hours' and now() + interval '25 hours'")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        post("/api/keys/" + id + "/rotate");
        assertThat(secretsOf(id)).isEqualTo(2);
    }

    @Test
    void aRevokedKeyStaysRevoked() {
        String id = issued("ret_revoked");

        assertThat(post("/api/keys/" + id + "/revoke").getStatusCode().value()).isEqualTo(200);
        int entries = auditOf(id);
        assertThat(call(HttpMethod.DELETE, "/api/keys/" + id, "admin", ConsoleTest.ADMIN)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(auditOf(id)).as("revoking again changes nothing").isEqualTo(entries);

        ResponseEntity<String> rotated = post("/api/keys/" + id + "/rotate");
        assertThat(rotated.getStatusCode().value()).isEqualTo(409);
        assertThat(JsonPath.<String>read(rotated.getBody(), "$.code")).isEqualTo("key_revoked");
    }

    @Test
    void everyChangeIsRecordedWithWhoDidIt() {
        String id = issued("ret_audited");
        post("/api/keys/" + id + "/rotate");
        post("/api/keys/" + id + "/revoke");

        assertThat(jdbc.sql("select actor || ' ' || action || ' ' || (before is null) from audit_entry"
                                + " where subject = ? order by id")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly("admin key.issued true", "admin key.rotated false", "admin key.revoked false");
    }

    @Test
    void edgesAreToldByVersionAndNotification() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen api_keys");
            long before = version();

            issued("ret_told");

            assertThat(version()).isEqualTo(before + 1);
            assertThat(connection.unwrap(PGConnection.class).getNotifications(5000))
                    .hasSize(1);
            statement.execute("unlisten *");
        }
    }

    @Test
    void onlyTheAdminChangesThings() {
        assertThat(call(HttpMethod.GET, "/api/keys", "viewer", ConsoleTest.VIEWER)
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        assertThat(call(HttpMethod.POST, "/api/keys/000000000000/revoke", "viewer", ConsoleTest.VIEWER)
                        .getStatusCode()
                        .value())
                .isEqualTo(403);

        ResponseEntity<String> stranger = call(HttpMethod.GET, "/api/keys", "admin", "guessed");
        assertThat(stranger.getStatusCode().value()).isEqualTo(401);
        assertThat(stranger.getHeaders().getFirst("WWW-Authenticate")).startsWith("Basic");
        assertThat(stranger.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void healthIsOpenAndNamesWhatIsLacking() {
        assertThat(call(HttpMethod.GET, "/actuator/health", "", "").getBody())
                .contains("\"db\":{\"status\":\"UP\"}")
                .doesNotContain("jdbc", "PostgreSQL");
        assertThat(call(HttpMethod.GET, "/actuator/health/readiness", "", "")
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
    }

    private String issued(String principal) {
        ResponseEntity<String> answer =
                issue("{\"role\":\"retailer\",\"principal\":\"" + principal + "\",\"name\":\"test\"}");
        return JsonPath.read(answer.getBody(), "$.id");
    }

    private long version() {
        return jdbc.sql("select version from followed_version where name = 'api_keys'")
                .query(Long.class)
                .single();
    }

    private int secretsOf(String id) {
        return jdbc.sql("select count(*) from api_key_secret where key_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private int auditOf(String id) {
        return jdbc.sql("select count(*) from audit_entry where subject = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private ResponseEntity<String> issue(String body) {
        return client("admin", ConsoleTest.ADMIN)
                .post()
                .uri("/api/keys")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .onStatus(status -> status.isError(), (request, response) -> {})
                .toEntity(String.class);
    }

    private ResponseEntity<String> get(String path) {
        return call(HttpMethod.GET, path, "admin", ConsoleTest.ADMIN);
    }

    private ResponseEntity<String> post(String path) {
        return call(HttpMethod.POST, path, "admin", ConsoleTest.ADMIN);
    }

    private ResponseEntity<String> call(HttpMethod method, String path, String user, String password) {
        return client(user, password)
                .method(method)
                .uri(path)
                .retrieve()
                .onStatus(status -> status.isError(), (request, response) -> {})
                .toEntity(String.class);
    }

    private RestClient client(String user, String password) {
        RestClient.Builder builder = RestClient.builder().baseUrl("http://localhost:" + port);
        return user.isEmpty()
                ? builder.build()
                : builder.defaultHeaders(headers -> headers.setBasicAuth(user, password))
                        .build();
    }
}
