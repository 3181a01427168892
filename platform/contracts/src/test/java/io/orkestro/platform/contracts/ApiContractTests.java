package io.orkestro.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiContractTests {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private static final String OPT_OUT = """
            {"address":"+447700900123","createdAt":"2026-11-23T12:40:00Z"}""";
    private static final String NOT_FOUND = """
            {"type":"urn:orkestro:problem:not-found","title":"Not found","status":404,
             "detail":"There is no delivery \\"dlv_acme_x\\".","code":"not_found","requestId":"r-1"}""";

    @Test
    void aDocumentedExchangeHasNoViolations() {
        assertThat(optOut("{\"address\":\"+447700900123\"}", 201, JSON, OPT_OUT))
                .isEmpty();
        assertThat(ApiContract.violationsOf(
                        "GET", "/v1/opt-outs?limit=20&cursor=abc", 200, JSON, null, "{\"data\":[" + OPT_OUT + "]}"))
                .isEmpty();
        assertThat(ApiContract.violationsOf("DELETE", "/v1/opt-outs/%2B447700900123", 204, null, null, ""))
                .isEmpty();
        assertThat(ApiContract.violationsOf("GET", "/v1/deliveries/dlv_acme_x", 404, PROBLEM, null, NOT_FOUND))
                .isEmpty();
    }

    @Test
    void anUnknownPathOrMethodIsAViolation() {
        assertThat(ApiContract.violationsOf("GET", "/v1/parcels", 200, JSON, null, "{}"))
                .isNotEmpty();
        assertThat(ApiContract.violationsOf("GET", "/v1/parcels", 404, PROBLEM, null, NOT_FOUND))
                .isNotEmpty();
        assertThat(ApiContract.violationsOf("PUT", "/v1/opt-outs", 200, JSON, null, "{}"))
                .isNotEmpty();
    }

    @Test
    void anUndocumentedStatusIsAViolation() {
        assertThat(optOut("{\"address\":\"+447700900123\"}", 203, JSON, OPT_OUT))
                .isNotEmpty();
        assertThat(ApiContract.violationsOf("GET", "/v1/deliveries/dlv_acme_x", 500, PROBLEM, null, NOT_FOUND))
                .isNotEmpty();
    }

    @Test
    void aResponseOfTheWrongShapeIsAViolation() {
        String request = "{\"address\":\"+447700900123\"}";

        assertThat(optOut(request, 201, JSON, "{\"address\":\"+447700900123\"}"))
                .isNotEmpty();
        assertThat(optOut(request, 201, JSON, OPT_OUT.replace("\"+447700900123\"", "447700900123")))
                .isNotEmpty();
        assertThat(optOut(request, 201, JSON, OPT_OUT.replace("2026-11-23T12:40:00Z", "yesterday")))
                .isNotEmpty();
        assertThat(optOut(request, 201, JSON, OPT_OUT.replace("\"2026-11-23T12:40:00Z\"", "null")))
                .isNotEmpty();
        assertThat(optOut(request, 201, JSON, null)).isNotEmpty();
        assertThat(optOut(request, 201, "text/html", OPT_OUT)).isNotEmpty();
        assertThat(optOut(request, 201, null, OPT_OUT)).isNotEmpty();
    }

    @Test
    void aRefusalThatIsNoProblemIsAViolation() {
        assertThat(ApiContract.violationsOf("GET", "/v1/deliveries/dlv_acme_x", 404, JSON, null, NOT_FOUND))
                .isNotEmpty();
        assertThat(ApiContract.violationsOf(
                        "GET", "/v1/deliveries/dlv_acme_x", 404, PROBLEM, null, "{\"error\":\"no\"}"))
                .isNotEmpty();
    }

    @Test
    void aGrantedRequestMustBeRightAndARefusedOneNeedNot() {
        assertThat(optOut("{\"address\":5}", 201, JSON, OPT_OUT)).isNotEmpty();
        assertThat(optOut("{}", 201, JSON, OPT_OUT)).isNotEmpty();
        assertThat(optOut("", 201, JSON, OPT_OUT)).isNotEmpty();
        assertThat(ApiContract.violationsOf("GET", "/v1/opt-outs?limit=5000", 200, JSON, null, "{\"data\":[]}"))
                .isNotEmpty();
        assertThat(optOut("{\"address\":5}", 422, PROBLEM, NOT_FOUND.replace("404", "422")))
                .isEmpty();
    }

    @Test
    void deepInsideABodyToo() {
        assertThat(ApiContract.violationsOf(
                        "GET", "/v1/deliveries/dlv_acme_x", 200, JSON, null, deliveryWithAmount("3600.5")))
                .isNotEmpty();
        assertThat(ApiContract.violationsOf(
                        "GET", "/v1/deliveries/dlv_acme_x", 200, JSON, null, deliveryWithAmount("3600")))
                .isEmpty();
    }

    @Test
    void unknownFieldsAndNullsInRequestsAreNoViolations() {
        assertThat(optOut("{\"address\":\"+447700900123\",\"note\":null,\"why\":1}", 201, JSON, OPT_OUT))
                .isEmpty();
        assertThat(optOut("{\"address\":\"a@b.example\"}", 201, JSON, OPT_OUT.replace("{", "{\"note\":1,")))
                .isEmpty();
        assertThat(ApiContract.violationsOf("POST", "/v1/deliveries/d/positions", 202, JSON, """
                        {"positions":[{"lat":51.5,"lng":-0.1,"recordedAt":"2026-11-23T12:20:05Z","heading":null}]}""", """
                        {"accepted":1,"ignored":0}"""))
                .isEmpty();
    }

    @Test
    void whatIsNotJsonIsNotReadAsJson() {
        assertThat(ApiContract.violationsOf(
                        "GET", "/track/trk_acme_x", 200, "text/html;charset=UTF-8", null, "<!doctype html>"))
                .isEmpty();
        assertThat(ApiContract.violationsOf(
                        "GET", "/v1/deliveries/dlv_acme_x/proof/prf_acme_y", 200, "image/png", null, "\u0089PNG"))
                .isEmpty();
    }

    private static List<String> optOut(
            String request, int status, @Nullable String contentType, @Nullable String response) {
        return ApiContract.violationsOf("POST", "/v1/opt-outs", status, contentType, request, response);
    }

    private static String deliveryWithAmount(String amount) {
        return String.valueOf(OpenApiDocument.read().at("/components/examples/NewDelivery/value"))
                .replaceFirst("\"orderValue\":\\{\"amount\":[0-9]+", "\"orderValue\":{\"amount\":" + amount);
    }
}
