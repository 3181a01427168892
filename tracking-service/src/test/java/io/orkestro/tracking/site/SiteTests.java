package io.orkestro.tracking.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

class SiteTests {

    private static final Path RESOURCES = Path.of("src/main/resources/tracking");
    private static final Words ENGLISH = Words.in("en", null);
    private static final Words ITALIAN = Words.in("it", null);

    @Test
    void withoutTilesAPageMayLoadNothingFromElsewhere() {
        assertThat(policy(new MapProperties(" ", null, null)))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "img-src 'self' data:;")
                .doesNotContain("http", "unsafe", "*");
    }

    @Test
    void tilesMayComeFromTheirOwnServersAlone() {
        assertThat(policy(new MapProperties("https://tiles.example:8443/{z}/{x}/{y}.png?key=k", "© Maps", null)))
                .contains("img-src 'self' data: https://tiles.example:8443;");
        assertThat(policy(new MapProperties("https://{s}.Tiles.example/{z}/{x}/{y}.png", "© Maps", null)))
                .contains("img-src 'self' data: https://*.tiles.example;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tiles.example/{z}/{x}.png",
                "javascript:alert({z}{x}{y})",
                "https://evil.example; script-src */{z}/{x}/{y}"
            })
    void whatIsNotAMapIsRefusedAtTheStart(String url) {
        assertThatThrownBy(() -> new MapProperties(url, "© Maps", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMapIsShownWithItsMakersName() {
        assertThatThrownBy(() -> new MapProperties("https://tiles.example/{z}/{x}/{y}.png", null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyWordIsThereInEveryLanguage() {
        assertThat(ITALIAN.under("").keySet()).isEqualTo(ENGLISH.under("").keySet());
    }

    @Test
    void everyWordThatIsUsedIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String template : List.of("delivery", "fleet", "nothing")) {
            find("\\{\\{t\\.([a-z.]+)}}", template + ".mustache").forEach(used::add);
        }
        find("words\\.([a-z]+)", "assets/page.js").map("page."::concat).forEach(used::add);
        find("words\\.([a-z]+)", "assets/fleet.js").map("fleet."::concat).forEach(used::add);

        assertThat(used).hasSizeGreaterThan(25);
        assertThat(ENGLISH.under("").keySet()).containsAll(used);
    }

    @Test
    void theFilesLoadNothingFromElsewhere() throws IOException {
        for (String file : List.of("site.css", "page.js", "map.js", "fleet.js")) {
            assertThat(Files.readString(RESOURCES.resolve("assets/" + file)))
                    .as(file)
                    .doesNotContain("//cdn", "http://", "https://", "@import", "innerHTML");
        }
    }

    private static Stream<String> find(String pattern, String file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(RESOURCES.resolve(file)))
                .results()
                .map((MatchResult found) -> found.group(1));
    }

    private static String policy(MapProperties map) {
        String policy = new Site(new Assets(), map)
                .answer(HttpStatus.OK, "", ENGLISH)
                .getHeaders()
                .getFirst("Content-Security-Policy");
        return policy == null ? "" : policy;
    }
}
