package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What applications write down about a delivery names the delivery, and nobody who is part of it. */
@ExtendWith(RunningPlatform.class)
class LogsIT {

    private static final String NAME = "Zebulon Quixwhistle";
    private static final String PHONE = "+447700900813";
    private static final String EMAIL = "zebulon.quixwhistle@example.org";
    private static final String STREET = "99 Quibbleford Terrace";
    private static final String TEXT = "Ring thrice, mind the ocelot";

    private final Platform platform;

    LogsIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void noLogAndNoSpanSaysWhoARecipientIs() throws IOException {
        platform.rules("""
            {"strategy":"priority","preferredCouriers":["crr_swift"],"answerWithinSeconds":60,"giveUpAfterSeconds":600}\
            """);
        Api retailer = platform.retailer();
        String order = Orders.order("logs-" + UUID.randomUUID(), "\"language\":\"en\",")
                .replace("Ada Lovelace", NAME)
                .replace("+442079460123", PHONE)
                .replace("ada@example.org", EMAIL)
                .replace("12 St James's Square", STREET);
        assertThat(order).contains(NAME, PHONE, EMAIL, STREET);
        Answer created = retailer.post("/v1/deliveries", order).expect(201);
        String id = created.at("/id");
        // One that is refused, whose values must not be told either.
        retailer.post("/v1/deliveries", order.replace(PHONE, PHONE + "999999999"))
                .expect(422);
        await("notification has heard of it")
                .untilAsserted(() -> retailer.post("/v1/deliveries/" + id + "/messages", """
                    {"to":"recipient","text":"%s"}\
                    """.formatted(TEXT))
                        .expect(202));
        platform.awaitStatus(id, "delivered", Duration.ofSeconds(90));

        List<Path> written = written();
        assertThat(written.stream().filter(file -> contents(file).contains(id)).toList())
                .as("where the delivery itself is named")
                .isNotEmpty();
        String code = created.at("/trackingCode");
        assertThat(code).isNotEmpty();
        for (String secret : List.of(NAME, "Quixwhistle", PHONE, PHONE.substring(1), EMAIL, STREET, "ocelot", code)) {
            assertThat(written.stream()
                            .filter(file -> contents(file).contains(secret))
                            .toList())
                    .as("where '%s' is written", secret)
                    .isEmpty();
        }
    }

    private List<Path> written() {
        return platform.stack().instances().stream()
                .map(Instance::label)
                .flatMap(label -> Stream.of(
                        platform.stack().home().log(label),
                        platform.stack().home().spans(label)))
                .toList();
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException nothingWritten) {
            return "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
