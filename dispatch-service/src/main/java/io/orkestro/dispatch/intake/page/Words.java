package io.orkestro.dispatch.intake.page;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The page's words in the language of whoever reads. */
final class Words {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.ITALIAN);
    private static final int LONGEST_HEADER = 200;

    private final Locale locale;
    private final Map<String, String> all = new TreeMap<>();

    private Words(Locale locale) {
        this.locale = locale;
        ResourceBundle bundle = ResourceBundle.getBundle(
                "intake.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Collections.list(bundle.getKeys()).forEach(key -> all.put(key, bundle.getString(key)));
    }

    /** @param accepted the header {@code Accept-Language} */
    static Words in(@Nullable String accepted) {
        if (accepted == null || accepted.length() > LONGEST_HEADER) {
            return new Words(Locale.ENGLISH);
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return new Words(found == null ? Locale.ENGLISH : found);
        } catch (IllegalArgumentException notAHeader) {
            return new Words(Locale.ENGLISH);
        }
    }

    Locale locale() {
        return locale;
    }

    Map<String, String> all() {
        return all;
    }
}
