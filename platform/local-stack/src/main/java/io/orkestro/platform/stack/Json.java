package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The stack's own files. */
public final class Json {

    private static final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    public static <T> Optional<T> read(Path file, Class<T> type) {
        return Files.exists(file) ? Optional.of(mapper.readValue(file, type)) : Optional.empty();
    }

    /** Readable by the owner alone. */
    public static void write(Path file, Object value) {
        PrivateFile.write(file, mapper.writeValueAsString(value));
    }
}
