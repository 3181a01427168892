package io.orkestro.gateway.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person at the pages: keeps cookies, sends forms with the token of the page they are on, does not follow redirects. */
final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String base;
    private String csrf = "";

    Browser(int port) {
        this.base = "http://localhost:" + port + "/togglz-console";
    }

    static Browser loggedIn(int port, String user, String password) throws IOException, InterruptedException {
        Browser browser = new Browser(port);
        browser.open("/login");
        browser.send("/login", Map.of("username", user, "password", password));
        return browser;
    }

    HttpResponse<String> open(String path) throws IOException, InterruptedException {
        return remember(send(HttpRequest.newBuilder(URI.create(base + path)).build()));
    }

    HttpResponse<String> send(String path, Map<String, String> form) throws IOException, InterruptedException {
        return send(path, form, csrf);
    }

    HttpResponse<String> sendWithoutToken(String path, Map<String, String> form)
            throws IOException, InterruptedException {
        return send(path, form, "");
    }

    private HttpResponse<String> send(String path, Map<String, String> form, String token)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                + "&_csrf="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return remember(send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> remember(HttpResponse<String> page) {
        Matcher token = CSRF.matcher(page.body());
        if (token.find()) {
            csrf = token.group(1);
        }
        return page;
    }
}
