package io.orkestro.tracking.page;

import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The page's words in the recipient's language. */
final class Words {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.ITALIAN);

    private final Locale locale;
    private final ResourceBundle bundle;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "tracking.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * @param language of the delivery; wins where it is known
     * @param accepted the header {@code Accept-Language}
     */
    static Words in(@Nullable String language, @Nullable String accepted) {
        Locale wanted = language == null ? accepted(accepted) : Locale.forLanguageTag(language);
        return new Words(LANGUAGES.contains(wanted) ? wanted : Locale.ENGLISH);
    }

    private static Locale accepted(@Nullable String header) {
        if (header == null || header.length() > 200) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(header), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException notAHeader) {
            return Locale.ENGLISH;
        }
    }

    Locale locale() {
        return locale;
    }

    String of(String key) {
        return bundle.getString(key);
    }

    String orElse(String key, String fallback) {
        try {
            return bundle.getString(key);
        } catch (MissingResourceException unknown) {
            return fallback;
        }
    }
}
