package io.orkestro.tracking.site;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pages' words in the language of whoever reads. */
public final class Words {

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
     * @param language of what the page is about; wins where it is known
     * @param accepted the header {@code Accept-Language}
     */
    public static Words in(@Nullable String language, @Nullable String accepted) {
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

    public Locale locale() {
        return locale;
    }

    public String of(String key) {
        return bundle.getString(key);
    }

    public String orElse(String key, String fallback) {
        try {
            return bundle.getString(key);
        } catch (MissingResourceException unknown) {
            return fallback;
        }
    }

    /** All whose key begins so, for a page's script; without the beginning. */
    public Map<String, String> under(String prefix) {
        Map<String, String> words = new TreeMap<>();
        Collections.list(bundle.getKeys()).stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> words.put(key.substring(prefix.length()), bundle.getString(key)));
        return words;
    }
}
