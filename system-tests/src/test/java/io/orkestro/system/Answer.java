package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One response of the public API. */
final class Answer {

    private static final JsonMapper JSON = new JsonMapper();

    private final String request;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Answer(String request, int status, HttpHeaders headers, byte[] body) {
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.body = body.clone();
    }

    int status() {
        return status;
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return body.clone();
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    /** A value of the body by JSON pointer, as text; empty where there is none. */
    String at(String pointer) {
        return json().at(pointer).asString("");
    }

    Answer expect(int expected) {
        assertThat(status).as("%s answered %s", request, text()).isEqualTo(expected);
        return this;
    }

    /** A refusal: the status, a problem document, its code and the request's id in both places. */
    Answer expectProblem(int expected, String code) {
        expect(expected);
        assertThat(header("content-type")).as(request).startsWith("application/problem+json");
        assertThat(at("/code")).as("%s answered %s", request, text()).isEqualTo(code);
        assertThat(at("/requestId")).as(request).isNotEmpty().isEqualTo(header("x-request-id"));
        return this;
    }

    @Override
    public String toString() {
        return request + " -> " + status + " " + text();
    }
}
