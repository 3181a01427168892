package io.orkestro.monolith.marketplace.courier;

import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the courier marketplace service can do with a courier and this side cannot. To ignore it, as unknown fields are,
 * would be to register another courier than was meant, so it is refused. What the service knew of a courier stays with it.
 */
@ControllerAdvice
class FieldsOfTheService extends RequestBodyAdviceAdapter {

    private static final Set<String> COURIER = Set.of("hours");
    private static final Set<String> VEHICLE = Set.of("speedKmh");
    private static final Set<String> SERVICE_AREA = Set.of("outline", "districts");
    private static final Set<String> RATE_CARD = Set.of("distanceBands", "weightBands", "times", "surgePercent");

    private final JsonMapper json;

    FieldsOfTheService(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return type == RegisterCourierRequest.class || type == PatchCourierRequest.class;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        byte[] body = message.getBody().readAllBytes();
        refuse(body);
        return new HttpInputMessage() {
            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(body);
            }

            @Override
            public HttpHeaders getHeaders() {
                return message.getHeaders();
            }
        };
    }

    private void refuse(byte[] body) {
        JsonNode courier;
        try {
            courier = json.readTree(body);
        } catch (JacksonException notJson) {
            return; // said by whoever reads it
        }
        List<Problem.FieldError> errors = new ArrayList<>();
        look(courier, "", COURIER, errors);
        look(courier.path("serviceArea"), "serviceArea.", SERVICE_AREA, errors);
        look(courier.path("rateCard"), "rateCard.", RATE_CARD, errors);
        JsonNode vehicles = courier.path("vehicles");
        for (int i = 0; i < vehicles.size(); i++) {
            look(vehicles.path(i), "vehicles[" + i + "].", VEHICLE, errors);
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
    }

    private static void look(JsonNode where, String path, Set<String> fields, List<Problem.FieldError> errors) {
        fields.stream()
                .sorted()
                .filter(where::hasNonNull)
                .map(field -> new Problem.FieldError(
                        path + field,
                        "not_supported_yet",
                        "Not until the courier marketplace has moved to its service for this courier"))
                .forEach(errors::add);
    }
}
