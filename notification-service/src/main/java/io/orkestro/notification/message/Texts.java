package io.orkestro.notification.message;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.orkestro.notification.news.NotifiedDelivery;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The words of messages. A template holds one kind of letter in one language; its sections are named after the events.
 * The first line of an e-mail is its subject.
 */
@Component
class Texts {

    static final String ENDPOINT_DISABLED = "endpoint-disabled";

    private static final List<String> LANGUAGES = List.of("en", "it");

    private final Map<String, Template> templates = new HashMap<>();

    /**
     * @param subject null where the channel has none
     */
    record Text(@Nullable String subject, String body) {}

    Texts() {
        Mustache.Compiler compiler =
                Mustache.compiler().escapeHTML(false).defaultValue("").emptyStringIsFalse(true);
        for (String language : LANGUAGES) {
            String name = ENDPOINT_DISABLED + "." + language;
            templates.put(name, template(compiler, "notification/" + name + ".mustache"));
        }
        for (To to : List.of(To.RECIPIENT, To.RETAILER)) {
            for (Channel channel : List.of(Channel.EMAIL, Channel.SMS)) {
                for (String language : LANGUAGES) {
                    String name = nameOf(to, channel, language);
                    templates.put(name, template(compiler, "notification/" + name + ".mustache"));
                }
            }
        }
    }

    /**
     * @param type of the event
     * @param eta when the news expects it, null where it does not say
     * @param business who sends the goods, as the reader knows it
     * @param language of the reader; English where there are no words in it
     */
    Text of(
            String type,
            To to,
            Channel channel,
            @Nullable String language,
            NotifiedDelivery.Facts delivery,
            @Nullable Instant eta,
            String business,
            String trackingUrl) {
        String spoken = language != null && LANGUAGES.contains(language) ? language : "en";
        Map<String, Object> model = new HashMap<>();
        model.put(type.substring(type.indexOf('.') + 1), true);
        model.put("name", oneLine(delivery.dropoff().name()));
        model.put("business", oneLine(business));
        model.put("trackingUrl", trackingUrl);
        model.put("reference", oneLine(Objects.requireNonNullElse(delivery.externalId(), delivery.id())));
        model.put("eta", timeOf(eta, delivery));
        model.put("driver", driverOf(delivery.courier()));
        model.put(
                "courierName",
                delivery.courier() == null ? "" : delivery.courier().name());
        model.put("reason", reasonOf(delivery));
        String written = Objects.requireNonNull(templates.get(nameOf(to, channel, spoken)))
                .execute(model)
                .strip();
        return channel == Channel.EMAIL ? letter(written) : new Text(null, oneLine(written));
    }

    /** A letter to a retailer about something of its own that is no delivery. */
    Text notice(String name, @Nullable String language, Map<String, Object> model) {
        String spoken = language != null && LANGUAGES.contains(language) ? language : "en";
        return letter(Objects.requireNonNull(templates.get(name + "." + spoken))
                .execute(model)
                .strip());
    }

    private static Text letter(String written) {
        int end = written.indexOf('\n');
        return end < 0
                ? new Text(oneLine(written), written)
                : new Text(
                        oneLine(written.substring(0, end)),
                        written.substring(end + 1).strip());
    }

    private static String timeOf(@Nullable Instant eta, NotifiedDelivery.Facts delivery) {
        return eta == null
                ? ""
                : DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                        .format(eta.atZone(Zones.of(delivery.dropoff().address().country())));
    }

    private static String driverOf(NotifiedDelivery.@Nullable Courier courier) {
        String name = courier == null ? null : courier.driverName();
        return name == null || name.isBlank() ? "" : name.strip().split("\\s+", 2)[0];
    }

    private static String reasonOf(NotifiedDelivery.Facts delivery) {
        NotifiedDelivery.Reason reason = delivery.failure() == null ? delivery.cancellation() : delivery.failure();
        return reason == null || reason.reason() == null ? "" : reason.reason().replace('_', ' ');
    }

    /** What retailers write must not begin a new line, or a new header. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "").strip();
    }

    private static String nameOf(To to, Channel channel, String language) {
        return "%s-%s.%s".formatted(to, channel, language).toLowerCase(Locale.ROOT);
    }

    private static Template template(Mustache.Compiler compiler, String path) {
        try (Reader reader =
                new InputStreamReader(new ClassPathResource(path).getInputStream(), StandardCharsets.UTF_8)) {
            return compiler.compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + path + " cannot be read", e);
        }
    }
}
