package io.orkestro.platform.web.request;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id a request keeps from the client through every hop, in logs, problems and the answer. */
public final class RequestIds {

    public static final String HEADER = "X-Request-Id";
    public static final String LOG_FIELD = "requestId";

    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._~:/+=-]{1,128}");

    private RequestIds() {}

    /** What the client sent where it is harmless, else a new one. */
    public static String acceptOrCreate(@Nullable String sent) {
        return sent != null && ACCEPTABLE.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}
