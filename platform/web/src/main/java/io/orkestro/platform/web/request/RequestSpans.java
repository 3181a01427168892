package io.orkestro.platform.web.request;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.orkestro.platform.observability.Traces;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** What a request's span says beside method, route and status: not its address, which can hold what is secret. */
final class RequestSpans extends DefaultServerRequestObservationConvention {

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        String id = context.getCarrier() == null ? null : RequestIdFilter.idOf(context.getCarrier());
        String subject = context.getCarrier() == null ? null : SubjectInterceptor.subjectOf(context.getCarrier());
        return with(RequestIds.LOG_FIELD, id, with(Traces.SUBJECT, subject, KeyValues.empty()));
    }

    private static KeyValues with(String key, @Nullable String value, KeyValues values) {
        return value == null ? values : values.and(KeyValue.of(key, value));
    }
}
