package io.orkestro.dispatch.intake.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTests {

    private static final Path RESOURCES = Path.of("src/main/resources/intake");
    private static final Words ENGLISH = Words.in("en");

    @Test
    void everyWordIsThereInEveryLanguage() {
        assertThat(Words.in("it-IT,it;q=0.9").all().keySet())
                .isEqualTo(ENGLISH.all().keySet());
    }

    @Test
    void whoeverReadsAnotherLanguageReadsEnglish() {
        assertThat(Words.in("de, nonsense;;").locale()).isEqualTo(ENGLISH.locale());
        assertThat(Words.in(null).locale()).isEqualTo(ENGLISH.locale());
    }

    @Test
    void everyWordThatIsUsedIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        find("\\{\\{t\\.([a-z.]+)}}", "page.mustache").forEach(used::add);
        find("words\\.([a-z]+)", "assets/intake.js").forEach(used::add);
        find("words\\['([a-z.]+)'\\]", "assets/intake.js").forEach(used::add);
        find("say\\('([a-z.]+)'[,)]", "assets/intake.js").forEach(used::add);

        assertThat(used).hasSizeGreaterThan(40);
        assertThat(ENGLISH.all().keySet()).containsAll(used);
    }

    @Test
    void theFilesLoadNothingFromElsewhere() throws IOException {
        for (String file : Set.of("intake.css", "intake.js")) {
            assertThat(Files.readString(RESOURCES.resolve("assets/" + file)))
                    .as(file)
                    .doesNotContain("//cdn", "http://", "https://", "@import", "innerHTML");
        }
    }

    private static Stream<String> find(String pattern, String file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(RESOURCES.resolve(file)))
                .results()
                .map(found -> found.group(1));
    }
}
