package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** API keys by hand. */
@ConsoleTest
class PagesIT {

    private static final Pattern SHOWN_KEY = Pattern.compile("ork_[a-z]+_[0-9a-z]{12}_[0-9A-Za-z]{40}");

    @LocalServerPort
    private int port;

    @Test
    void whoIsNotLoggedInIsSentToTheLogin() throws Exception {
        HttpResponse<String> answer = new Browser(port).open("/keys");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .as("names no host: the console is reached through the edge")
                .contains("/togglz-console/login");
    }

    @Test
    void whoLogsInIsSentToThePageThatWasAskedFor() throws Exception {
        Browser browser = new Browser(port);
        browser.open("/keys?role=COURIER");
        browser.open("/login");

        HttpResponse<String> answer =
                browser.send("/login", Map.of("username", "admin", "password", ConsoleTest.ADMIN));

        assertThat(answer.headers().firstValue("Location"))
                .as("names no host either, or the browser would not follow it")
                .contains("/togglz-console/keys?role=COURIER&continue");
    }

    @Test
    void aWrongPasswordIsSaidSo() throws Exception {
        Browser browser = new Browser(port);
        browser.open("/login");

        HttpResponse<String> answer = browser.send("/login", Map.of("username", "admin", "password", "guessed"));

        assertThat(answer.headers().firstValue("Location")).contains("/togglz-console/login?error");
        assertThat(browser.open("/login?error").body()).contains("do not match");
    }

    @Test
    void aKeyIsShownOnce() throws Exception {
        Browser admin = admin();
        admin.open("/keys");

        HttpResponse<String> issued =
                admin.send("/keys", Map.of("role", "RETAILER", "principal", "ret_acme", "name", "<b>Shop</b>"));

        assertThat(issued.statusCode()).isEqualTo(302);
        assertThat(admin.open("/keys").body())
                .containsPattern(SHOWN_KEY)
                .contains("&lt;b&gt;Shop&lt;/b&gt;")
                .doesNotContain("<b>Shop</b>");
        assertThat(admin.open("/keys").body()).doesNotContainPattern(SHOWN_KEY).contains("ret_acme");
    }

    @Test
    void aMistakeIsExplainedAndNothingTypedIsLost() throws Exception {
        Browser admin = admin();
        admin.open("/keys");

        HttpResponse<String> answer =
                admin.send("/keys", Map.of("role", "COURIER", "principal", "bikes", "name", "Bike co-op"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("This is crr_ and 1 to 20")
                .contains("value=\"bikes\"", "value=\"Bike co-op\"", "<option value=\"COURIER\" selected>");
    }

    @Test
    void aKeyIsRotatedThenRevokedAndTheAuditTellsBoth() throws Exception {
        Browser admin = admin();
        admin.open("/keys");
        admin.send("/keys", Map.of("role", "OPS", "name", "Night desk"));
        String id = publicIdIn(admin.open("/keys").body());

        admin.send("/keys/" + id + "/rotate", Map.of());
        assertThat(admin.open("/keys").body()).containsPattern(SHOWN_KEY).contains("previous secret valid until");

        admin.send("/keys/" + id + "/revoke", Map.of());
        assertThat(admin.open("/keys").body()).contains("is revoked").contains("by admin");

        assertThat(admin.open("/audit").body()).contains("key.issued", "key.rotated", "key.revoked", id);
    }

    @Test
    void aFormFromElsewhereIsRefused() throws Exception {
        HttpResponse<String> answer = admin().sendWithoutToken("/keys", Map.of("role", "OPS", "name", "Stolen"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Not allowed");
        assertThat(admin().open("/keys").body()).doesNotContain("Stolen");
    }

    @Test
    void aViewerLooksAndDoesNotTouch() throws Exception {
        Browser viewer = Browser.loggedIn(port, "viewer", ConsoleTest.VIEWER);

        assertThat(viewer.open("/keys").body()).doesNotContain("Issue a key", "Rotate", "Revoke…");
        assertThat(viewer.open("/audit").statusCode()).isEqualTo(200);
        assertThat(viewer.send("/keys", Map.of("role", "OPS", "name", "Sneaky")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void nothingComesFromElsewhereAndNobodyFramesIt() throws Exception {
        HttpResponse<String> page = admin().open("/keys");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(page.body()).doesNotContain("http://", "https://", "<script");
        assertThat(new Browser(port).open("/console.css").statusCode()).isEqualTo(200);
    }

    @Test
    void afterLoggingOutThePagesAreClosed() throws Exception {
        Browser admin = admin();
        admin.open("/keys");

        admin.send("/logout", Map.of());

        assertThat(admin.open("/keys").statusCode()).isEqualTo(302);
    }

    private Browser admin() throws Exception {
        return Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);
    }

    private static String publicIdIn(String page) {
        Matcher key = SHOWN_KEY.matcher(page);
        assertThat(key.find()).isTrue();
        return key.group().split("_")[2];
    }
}
