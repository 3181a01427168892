package io.orkestro.platform.stack.demo;

import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody of operations at the Togglz console: logs in by the form and edits a flag by its form, as a browser would. */
public final class Console {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)(?:=\"([^\"]*)\")?");
    private static final Pattern CHOSEN = Pattern.compile("<option value=\"([^\"]*)\" selected>");
    private static final Pattern ALERT = Pattern.compile("role=\"alert\">(?:<strong>[^<]*</strong>)?(?:<p>)?([^<]*)<");
    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int SEE_OTHER = 303;

    private static final String KEYS = "keys";
    private static final String ENABLED = "enabled";
    private static final String STRATEGY = "strategy";

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI base;

    private Console(URI base) {
        this.base = base;
    }

    /** @param base an edge's or the console's own address */
    public static Console loggedIn(URI base, String user, String password) {
        Console console = new Console(base);
        Map<String, String> form = console.form(console.get("/togglz-console/login"));
        form.put("username", user);
        form.put("password", password);
        HttpResponse<String> answer = console.post("/togglz-console/login", form);
        boolean isIn = isRedirect(answer)
                && !answer.headers().firstValue("location").orElse("").contains("login");
        if (!isIn) {
            throw new StackFailure("The console does not let %s in (%d)".formatted(user, answer.statusCode()));
        }
        return console;
    }

    /** Whether this console can move the capability. */
    public boolean offers(String capability) {
        return get(editPage(capability)).statusCode() == OK;
    }

    /** Adds a routing key to those that the service serves; the others stay as they are. */
    public void toService(String capability, String key, String reason) {
        Map<String, String> form = edit(capability);
        Set<String> keys = keys(form);
        keys.add(key);
        canary(form, keys, reason);
    }

    /** Takes a routing key from those that the service serves; from live, everything goes back. */
    public void toMonolith(String capability, String key, String reason) {
        Map<String, String> form = edit(capability);
        if ("live".equals(form.get(STRATEGY))) {
            form.remove(ENABLED);
            form.put("reason", reason);
            save(form);
            return;
        }
        Set<String> keys = keys(form);
        keys.remove(key);
        canary(form, keys, reason);
    }

    /** Nobody's, but the service is asked too, for so many of a hundred requests, and compared. */
    public void shadow(String capability, int percent, String reason) {
        Map<String, String> form = edit(capability);
        form.put(ENABLED, ENABLED);
        form.put(STRATEGY, "shadow");
        form.put("sample", Integer.toString(percent));
        form.put("reason", reason);
        save(form);
    }

    /** Everybody's to the service. The way there leads through canary. */
    public void live(String capability, String reason) {
        Map<String, String> form = edit(capability);
        if (!"live".equals(form.get(STRATEGY)) && !form.containsKey(ENABLED)) {
            canary(form, keys(form), reason);
            form = edit(capability);
        }
        form.put(ENABLED, ENABLED);
        form.put(STRATEGY, "live");
        form.put("reason", reason);
        save(form);
    }

    /** The service for good: the monolith's part is retired. The way there leads through live. */
    public void complete(String capability, String reason) {
        complete(capability, "", reason);
    }

    /** From complete: the monolith keeps replicas again, so that live may follow once it has them all. */
    public void returning(String capability, String reason) {
        complete(capability, "yes", reason);
    }

    private void complete(String capability, String returning, String reason) {
        Map<String, String> form = edit(capability);
        form.put(ENABLED, ENABLED);
        form.put(STRATEGY, "complete");
        form.put("returning", returning);
        form.put("reason", reason);
        save(form);
    }

    /** The service claims all that the monolith still owns of a kind; begun, not done. */
    public void take(String capability, String kind) {
        String page = migrationPage(capability);
        Map<String, String> form = form(get(page));
        form.keySet().retainAll(Set.of("_csrf"));
        HttpResponse<String> answer = post("%s/service/%s/take".formatted(page, kind), form);
        if (!isRedirect(answer)) {
            throw new StackFailure("The console does not take %s (%d)".formatted(kind, answer.statusCode()));
        }
    }

    /** After the guard moved a capability back: people may move it forward again. */
    public void clear(String capability, String reason) {
        String page = migrationPage(capability);
        Map<String, String> form = form(get(page));
        form.keySet().retainAll(Set.of("_csrf"));
        form.put("reason", reason);
        HttpResponse<String> answer = post(page + "/clear", form);
        if (!isRedirect(answer)) {
            throw new StackFailure("The console does not clear %s (%d)".formatted(capability, answer.statusCode()));
        }
    }

    /** What a capability's page says, as text with its markup. */
    public String migration(String capability) {
        return get(migrationPage(capability)).body();
    }

    private static String migrationPage(String capability) {
        return "/togglz-console/migration/"
                + capability.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kill switch: everything to the monolith, at once; stage and parameters are kept. */
    public void switchOff(String capability) {
        Map<String, String> form = edit(capability);
        form.keySet().retainAll(Set.of("_csrf", "f", "version"));
        save(form);
    }

    private void canary(Map<String, String> form, Set<String> keys, String reason) {
        form.put(ENABLED, ENABLED);
        form.put(STRATEGY, "canary");
        form.put(KEYS, String.join(" ", keys));
        form.put("reason", reason);
        save(form);
    }

    private static Set<String> keys(Map<String, String> form) {
        TreeSet<String> keys =
                new TreeSet<>(List.of(form.getOrDefault(KEYS, "").strip().split("\\s+")));
        keys.remove("");
        return keys;
    }

    private Map<String, String> edit(String capability) {
        HttpResponse<String> page = get(editPage(capability));
        if (page.statusCode() != OK) {
            throw new StackFailure("The console has no form for %s (%d)".formatted(capability, page.statusCode()));
        }
        return form(page);
    }

    private void save(Map<String, String> form) {
        HttpResponse<String> answer = post("/togglz-console/edit", form);
        if (!isRedirect(answer)) {
            Matcher alert = ALERT.matcher(answer.body());
            throw new StackFailure("The console refuses (%d): %s"
                    .formatted(
                            answer.statusCode(), alert.find() ? alert.group(1).strip() : "without a word"));
        }
    }

    private static String editPage(String capability) {
        return "/togglz-console/edit?f=" + capability;
    }

    /** What the page's forms would send if nobody typed anything. */
    private Map<String, String> form(HttpResponse<String> page) {
        Map<String, String> form = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(page.body());
        while (input.find()) {
            Map<String, String> attributes = new LinkedHashMap<>();
            Matcher attribute = ATTRIBUTE.matcher(input.group());
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2) == null ? "" : attribute.group(2));
            }
            boolean isSent = !"checkbox".equals(attributes.get("type")) || attributes.containsKey("checked");
            String name = attributes.get("name");
            if (name != null && isSent) {
                form.putIfAbsent(name, attributes.getOrDefault("value", ""));
            }
        }
        Matcher chosen = CHOSEN.matcher(page.body());
        if (chosen.find()) {
            form.put(STRATEGY, chosen.group(1));
        }
        return form;
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new StackFailure("The console gives no answer: " + failed, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted", stopped);
        }
    }

    private static boolean isRedirect(HttpResponse<String> answer) {
        return answer.statusCode() == FOUND || answer.statusCode() == SEE_OTHER;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
