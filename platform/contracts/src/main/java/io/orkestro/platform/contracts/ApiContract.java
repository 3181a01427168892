package io.orkestro.platform.contracts;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds exchanges against the OpenAPI document: unknown paths, methods and statuses, wrong media types and bodies that
 * are not as described are violations. Fields the document does not know are not: it may lag behind by an addition.
 */
public final class ApiContract {

    private static final int FIRST_REFUSAL = 400;
    private static final String JSON = "application/json";

    private ApiContract() {}

    /**
     * What an exchange does that the document does not say; empty where it is as documented. The request of a refused
     * exchange is not looked at, for being wrong may be why it was refused; one that was granted must be right.
     *
     * @param method upper or lower case
     * @param path with the query, percent-encoded as sent
     * @param contentType the response's, null or empty where there was none
     * @param requestBody JSON, null or empty where there was none
     * @param responseBody null or empty where there was none
     */
    public static List<String> violationsOf(
            String method,
            String path,
            int status,
            @Nullable String contentType,
            @Nullable String requestBody,
            @Nullable String responseBody) {
        return violationsOf(method, path, status, contentType, JSON, requestBody, responseBody);
    }

    /**
     * As {@link #violationsOf(String, String, int, String, String, String)}, for a request that is not JSON.
     *
     * @param requestType the request's Content-Type
     */
    public static List<String> violationsOf(
            String method,
            String path,
            int status,
            @Nullable String contentType,
            String requestType,
            @Nullable String requestBody,
            @Nullable String responseBody) {
        String[] pathAndQuery = path.split("\\?", 2);
        Request.Method verb = Request.Method.valueOf(method.toUpperCase(Locale.ROOT));
        SimpleResponse response = response(status, contentType, responseBody);
        ValidationReport report = status < FIRST_REFUSAL
                ? Holder.VALIDATOR.validate(
                        request(
                                verb,
                                pathAndQuery[0],
                                pathAndQuery.length == 2 ? pathAndQuery[1] : "",
                                requestType,
                                requestBody),
                        response)
                : Holder.VALIDATOR.validateResponse(pathAndQuery[0], verb, response);
        return Stream.concat(
                        report.getMessages().stream()
                                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                                .map(ApiContract::text),
                        untyped(contentType, responseBody))
                .toList();
    }

    private static SimpleRequest request(
            Request.Method method, String path, String query, String type, @Nullable String body) {
        SimpleRequest.Builder request =
                new SimpleRequest.Builder(method, path).withAuthorization("Bearer not-looked-at");
        for (String parameter : query.split("&")) {
            if (!parameter.isEmpty()) {
                String[] nameAndValue = parameter.split("=", 2);
                request.withQueryParam(
                        decoded(nameAndValue[0]), nameAndValue.length == 2 ? decoded(nameAndValue[1]) : "");
            }
        }
        if (body != null && !body.isEmpty()) {
            request.withContentType(type).withBody(type.equals(JSON) ? withoutNulls(body) : body);
        }
        return request.build();
    }

    private static SimpleResponse response(int status, @Nullable String contentType, @Nullable String body) {
        SimpleResponse.Builder response = new SimpleResponse.Builder(status);
        if (contentType != null && !contentType.isEmpty()) {
            response.withContentType(contentType);
        }
        if (body != null && !body.isEmpty()) {
            response.withBody(body);
        }
        return response.build();
    }

    /** Without a media type the library takes the body for whatever is documented. */
    private static Stream<String> untyped(@Nullable String contentType, @Nullable String body) {
        boolean hasType = contentType != null && !contentType.isEmpty();
        boolean hasBody = body != null && !body.isEmpty();
        return hasBody && !hasType ? Stream.of("The response has a body and no Content-Type") : Stream.empty();
    }

    /** In requests null and absent are the same; OpenAPI 3.0 would have to say so at every field. */
    private static String withoutNulls(String body) {
        JsonNode json = Documents.parse(body);
        if (json == null) {
            return body;
        }
        dropNulls(json);
        return json.toString();
    }

    private static void dropNulls(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
        json.forEach(ApiContract::dropNulls);
    }

    private static String text(ValidationReport.Message message) {
        String place = message.getContext()
                .flatMap(context -> context.getPointers())
                .map(pointers -> pointers.getInstance() + ": ")
                .orElse("");
        String nested = message.getNestedMessages().isEmpty()
                ? ""
                : message.getNestedMessages().stream()
                        .map(ApiContract::text)
                        .toList()
                        .toString();
        return place + message.getMessage() + nested;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Reading the document takes seconds, so it is read once and only where somebody asks. */
    private static final class Holder {

        static final OpenApiInteractionValidator VALIDATOR =
                OpenApiInteractionValidator.createForInlineApiSpecification(Contracts.openApi())
                        .withLevelResolver(LevelResolver.create()
                                .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                                // A POST without parameters may carry "{}".
                                .withLevel("validation.request.body.unexpected", ValidationReport.Level.IGNORE)
                                .build())
                        .build();
    }
}
