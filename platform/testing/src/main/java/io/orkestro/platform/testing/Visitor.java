package io.orkestro.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody at a service's pages, with a real browser. Pictures are left in {@code target/pages}. */
public final class Visitor implements AutoCloseable {

    private static final String STICKING_OUT = """
            () => {
              const clipped = each => {
                for (let up = each.parentElement; up && up !== document.body; up = up.parentElement) {
                  if (getComputedStyle(up).overflowX !== 'visible') return true;
                }
                return false;
              };
              const width = document.documentElement.clientWidth;
              return document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')]
                .filter(each => each.getBoundingClientRect().right > width && !clipped(each))
                .map(each => each.outerHTML.slice(0, 80))
                .concat('by ' + (document.documentElement.scrollWidth - width));
            }""";

    private final Chromium chromium = Chromium.start();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What people look through. */
    public enum Screen {
        PHONE(390, 844),
        LAPTOP(1280, 860);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }

        public Browser.NewContextOptions in(ColorScheme scheme) {
            return new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setDeviceScaleFactor(this == PHONE ? 2 : 1)
                    .setHasTouch(this == PHONE)
                    .setIsMobile(this == PHONE)
                    .setLocale("en-GB")
                    .setColorScheme(scheme);
        }
    }

    public Page open(Browser.NewContextOptions options) {
        complaints.clear();
        asked.clear();
        BrowserContext context = chromium.browser().newContext(options);
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // Chromium says itself what the API answered with an error; a page has to live with that.
            boolean isAnswer = message.text().startsWith("Failed to load resource")
                    && message.location().contains("/v1/");
            if ((message.type().equals("error") || message.type().equals("warning")) && !isAnswer) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> asked.add(request.url()));
        return page;
    }

    /** Errors of scripts, and what the page's own policy kept it from. */
    public List<String> complaints() {
        return complaints;
    }

    /** Every address the page has asked. */
    public List<String> asked() {
        return asked;
    }

    /** A picture, and whether the page is {@linkplain #assertInOrder in order} and no script has complained so far. */
    public void look(Page page, String name) {
        picture(page, name);
        assertInOrder(page, name);
        assertThat(complaints).as(name).isEmpty();
    }

    /** Nothing is in the way of people with weak eyes, a screen reader or a keyboard; nothing is wider than the screen. */
    public static void assertInOrder(Page page, String name) {
        List<String> findings = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            findings.add("%s %s: %s at %s".formatted(rule.getImpact(), rule.getId(), rule.getHelp(), nodes(rule)));
        }
        assertThat(findings).as(name).isEmpty();
        assertThat((List<?>) page.evaluate(STICKING_OUT))
                .as("%s is too wide", name)
                .isEmpty();
    }

    private static List<String> nodes(Rule rule) {
        return rule.getNodes().stream()
                .map(node -> String.valueOf(node.getHtml()))
                .toList();
    }

    public static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/pages", name + ".png")));
    }

    @Override
    public void close() {
        chromium.close();
    }
}
