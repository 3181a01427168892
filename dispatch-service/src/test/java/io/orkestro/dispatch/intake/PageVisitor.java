package io.orkestro.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.orkestro.platform.testing.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody at the page, with a real browser. Pictures are left in {@code target/pages}. */
final class PageVisitor implements AutoCloseable {

    private static final String STICKING_OUT = """
            () => {
              const width = document.documentElement.clientWidth;
              return document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')]
                .filter(each => each.getBoundingClientRect().right > width && !each.closest('.chips'))
                .map(each => each.outerHTML.slice(0, 80))
                .concat('by ' + (document.documentElement.scrollWidth - width));
            }""";

    private final Chromium chromium = Chromium.start();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** What people look through. */
    enum Screen {
        PHONE(390, 844),
        LAPTOP(1280, 860);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }

        Browser.NewContextOptions in(ColorScheme scheme) {
            return new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setDeviceScaleFactor(this == PHONE ? 2 : 1)
                    .setHasTouch(this == PHONE)
                    .setIsMobile(this == PHONE)
                    .setLocale("en-GB")
                    .setColorScheme(scheme);
        }
    }

    Page open(Browser.NewContextOptions options) {
        complaints.clear();
        BrowserContext context = chromium.browser().newContext(options);
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // Chromium says itself what was answered with an error; the page has to live with that.
            boolean isAnswer = message.text().startsWith("Failed to load resource");
            if ((message.type().equals("error") || message.type().equals("warning")) && !isAnswer) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /**
     * Nothing is in the way of people with weak eyes, a screen reader or a keyboard; nothing is wider than the screen; no
     * script has failed, and the page's own policy has kept it from nothing.
     */
    void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/pages", name + ".png")));
        List<String> findings = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            findings.add("%s %s: %s at %s".formatted(rule.getImpact(), rule.getId(), rule.getHelp(), nodes(rule)));
        }
        assertThat(findings).as(name).isEmpty();
        assertThat((List<?>) page.evaluate(STICKING_OUT))
                .as("%s is too wide", name)
                .isEmpty();
        assertThat(complaints).as(name).isEmpty();
    }

    private static List<String> nodes(Rule rule) {
        return rule.getNodes().stream()
                .map(node -> String.valueOf(node.getHtml()))
                .toList();
    }

    @Override
    public void close() {
        chromium.close();
    }
}
