package io.orkestro.marketplace.adapter;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A courier's API on this machine: says what it is told to, and remembers what it was asked. */
public final class CourierStub implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    public CourierStub() {
        server.start();
    }

    public String url() {
        return server.baseUrl();
    }

    public static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    public void answersPost(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(path)).willReturn(answer));
    }

    /** One after the other; the last for ever. */
    public void answersPost(String path, ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        server.stubFor(post(urlPathEqualTo(path))
                .inScenario(path)
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("again")
                .willReturn(first));
        server.stubFor(post(urlPathEqualTo(path))
                .inScenario(path)
                .whenScenarioStateIs("again")
                .willReturn(then));
    }

    public void answersGet(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
    }

    /** Tokens {@code first}, then {@code second}. */
    public void issuesTokens(String path) {
        answersPost(path, okJson(token("first")), okJson(token("second")));
    }

    private static String token(String token) {
        return "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 2592000}".formatted(token);
    }

    public List<String> asked(String path) {
        return server.getAllServeEvents().stream()
                .filter(event -> pathOf(event).equals(path))
                .map(event -> event.getRequest().getMethod().value())
                .toList();
    }

    /** The newest body posted there. */
    public JsonNode posted(String path) {
        return JSON.readTree(
                server.findAll(postRequestedFor(urlPathEqualTo(path))).getLast().getBodyAsString());
    }

    public String postedText(String path) {
        return server.findAll(postRequestedFor(urlPathEqualTo(path))).getLast().getBodyAsString();
    }

    /** The tokens that came with the posts there, in order. */
    public List<String> tokensAt(String path) {
        return server.findAll(postRequestedFor(urlPathEqualTo(path))).stream()
                .map(request -> request.getHeader("Authorization"))
                .toList();
    }

    public void wasNeverAsked() {
        server.verify(0, postRequestedFor(anyUrl()));
    }

    private static String pathOf(ServeEvent event) {
        String url = event.getRequest().getUrl();
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    @Override
    public void close() {
        server.stop();
    }
}
