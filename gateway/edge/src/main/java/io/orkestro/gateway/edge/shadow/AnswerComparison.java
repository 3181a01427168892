package io.orkestro.gateway.edge.shadow;

import static io.orkestro.gateway.edge.shadow.Rules.ignored;
import static io.orkestro.gateway.edge.shadow.Rules.unordered;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares two answers to one request: status, a few headers, and the JSON field by field, by the route's rules. Elements of a
 * list are judged each by itself.
 */
final class AnswerComparison {

    /** Of one element, or of the rest. */
    private static final int FIELDS_AT_MOST = 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The code is the contract; the words are for people. */
    private static final Rules PROBLEM =
            Rules.of(ignored("/requestId", "/instance", "/detail", "/errors/*/message"), unordered("field", "/errors"));

    private final ComparedRoute route;
    private final boolean keyed;
    private final Map<String, List<Field>> parts = new LinkedHashMap<>();
    private final Set<String> pushedOff = new HashSet<>();
    private String part = Parts.REST;

    /** @param keyed whether the request had an {@code Idempotency-Key} */
    private AnswerComparison(ComparedRoute route, boolean keyed) {
        this.route = route;
        this.keyed = keyed;
    }

    /** Why these two cannot be held against each other; null where they can. */
    static @Nullable Dropped objectionTo(ComparedRoute route, Answer served, Answer asked) {
        if (route.isRehearsed() && asked.status() == 501 && "not_rehearsed".equals(codeOf(asked))) {
            return Dropped.NOT_REHEARSED;
        }
        if (route.isRehearsed() && asked.status() == 503 && "rehearsal_gave_up".equals(codeOf(asked))) {
            return Dropped.GAVE_WAY;
        }
        if (route.isRehearsed() && route.wasOvertaken(served, asked)) {
            return Dropped.OVERTAKEN;
        }
        return served.isComparable() ? null : Dropped.NOT_JSON;
    }

    static Parts compare(ComparedRoute route, boolean keyed, Answer served, Answer asked) {
        return new AnswerComparison(route, keyed).parts(served, asked);
    }

    /** A part of an answer as it is there; null where it is not. */
    static @Nullable JsonNode partOf(ComparedRoute route, Answer answer, String part) {
        JsonNode json = jsonIn(answer);
        if (json == null || part.equals(Parts.REST)) {
            return json;
        }
        for (String name : json.propertyNames()) {
            if (route.rules().of(name).rule() instanceof Rule.Listed listed) {
                Elements.Element element =
                        Elements.of(json.get(name), listed.key()).byKey().get(part);
                return element == null ? null : element.json();
            }
        }
        return null;
    }

    private Parts parts(Answer served, Answer asked) {
        fields();
        boolean isWhole = false;
        if (served.status() != asked.status()) {
            fields().add(new Field("status", Integer.toString(served.status()), Integer.toString(asked.status())));
            code(served, asked);
        } else {
            headers(served, asked);
            isWhole = bodies(served, asked);
        }
        return new Parts(parts, pushedOff, isWhole);
    }

    /** Of the part that we are in. */
    private List<Field> fields() {
        return parts.computeIfAbsent(part, _ -> new ArrayList<>());
    }

    /** Of two different statuses the rest says nothing more. */
    private void code(Answer served, Answer asked) {
        String one = codeOf(served);
        String other = codeOf(asked);
        if (!Objects.equals(one, other)) {
            fields().add(new Field("/code", word(one), word(other)));
        }
    }

    private static String word(@Nullable String code) {
        return code == null || !code.matches("[a-z_]{1,60}") ? "absent" : code;
    }

    private void headers(Answer served, Answer asked) {
        if (!Objects.equals(served.contentType(), asked.contentType())) {
            fields().add(new Field("Content-Type", mediaType(served.contentType()), mediaType(asked.contentType())));
        }
        if (!isSameLocation(served.location(), asked.location())) {
            fields().add(new Field(
                    "Location", Redaction.header(served.location()), Redaction.header(asked.location())));
        }
        if (served.hasRetryAfter() != asked.hasRetryAfter()) {
            fields().add(new Field(
                    "Retry-After",
                    served.hasRetryAfter() ? "present" : "absent",
                    asked.hasRetryAfter() ? "present" : "absent"));
        }
    }

    /** Of something new with an id of its own only the collection is the same. */
    private boolean isSameLocation(@Nullable String one, @Nullable String other) {
        boolean ownIds = route.isRehearsed() && !keyed;
        if (!ownIds || one == null || other == null) {
            return Objects.equals(one, other);
        }
        return parentOf(one).equals(parentOf(other));
    }

    private static String mediaType(@Nullable String type) {
        return type == null || !type.matches("[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}") ? "absent" : type;
    }

    private static String parentOf(String location) {
        return location.substring(0, Math.max(0, location.lastIndexOf('/')));
    }

    /** Whether both could be read. */
    private boolean bodies(Answer served, Answer asked) {
        if (served.body().length == 0 && asked.body().length == 0) {
            return true;
        }
        JsonNode one = jsonIn(served);
        JsonNode other = jsonIn(asked);
        if (one == null || other == null) {
            if (!Arrays.equals(served.body(), asked.body())) {
                fields().add(new Field("body", kindOf(served, one), kindOf(asked, other)));
            }
            return false;
        }
        compare(Place.ROOT, served.status() >= 400 ? PROBLEM : route.rules(), one, other);
        return true;
    }

    private static String kindOf(Answer answer, @Nullable JsonNode json) {
        return json != null ? "json" : "text(" + answer.body().length + ")";
    }

    private static @Nullable String codeOf(Answer answer) {
        JsonNode json = jsonIn(answer);
        JsonNode code = json == null ? null : json.get("code");
        return code != null && code.isString() ? code.stringValue() : null;
    }

    private static @Nullable JsonNode jsonIn(Answer answer) {
        if (answer.body().length == 0 || !answer.isJson() || !answer.isPlain()) {
            return null;
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException noJson) {
            return null;
        }
    }

    private void compare(Place place, Rules rules, @Nullable JsonNode served, @Nullable JsonNode asked) {
        if (fields().size() >= FIELDS_AT_MOST) {
            return;
        }
        JsonNode one = orNull(served);
        JsonNode other = orNull(asked);
        if (one == null && other == null) {
            return;
        }
        switch (rules.rule()) {
            case Rule.Ignored _ -> {}
            case Rule.Present _ -> require(isSameType(one, other), place, one, other);
            case Rule.Derived _ -> require(keyed ? isSame(one, other) : isSameType(one, other), place, one, other);
            case Rule.Within within -> require(areWithin(within, one, other), place, one, other);
            case Rule.WithinSeconds within -> require(areWithin(within, one, other), place, one, other);
            case Rule.Listed listed -> list(listed, place, rules, one, other);
            case Rule.Unordered unordered -> inAnyOrder(unordered, place, rules, one, other);
            case Rule.Exact _ -> exactly(place, rules, one, other);
        }
    }

    private void exactly(Place place, Rules rules, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one != null && other != null && one.isObject() && other.isObject()) {
            Set<String> names = new LinkedHashSet<>(one.propertyNames());
            names.addAll(other.propertyNames());
            for (String name : names) {
                compare(place.of(name), rules.of(name), one.get(name), other.get(name));
            }
        } else if (one != null && other != null && one.isArray() && other.isArray()) {
            if (one.size() != other.size()) {
                // Which one is too much is not to be known; and then each would differ from its neighbour.
                differ(place, one, other);
                return;
            }
            for (int i = 0; i < one.size(); i++) {
                compare(place.of(i), rules.ofElements(), one.get(i), other.get(i));
            }
        } else {
            require(isSame(one, other), place, one, other);
        }
    }

    private void list(Rule.Listed rule, Place place, Rules rules, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null || !one.isArray() || !other.isArray()) {
            differ(place, one, other);
            return;
        }
        Elements ones = Elements.of(one, rule.key());
        Elements others = Elements.of(other, rule.key());
        pushedOff.addAll(ones.pushedOff(others));
        pushedOff.addAll(others.pushedOff(ones));
        Set<String> keys = keysOf(ones, others);
        keys.removeAll(pushedOff);
        keys.forEach(key -> in(
                key,
                () -> element(
                        place, rules, ones.byKey().get(key), others.byKey().get(key))));
        List<String> order = ones.sharedWith(others);
        List<String> otherOrder = others.sharedWith(ones);
        for (int i = 0; i < order.size(); i++) {
            if (!order.get(i).equals(otherOrder.get(i))) {
                in(order.get(i), () -> fields().add(new Field(Redaction.pointer(place), "in order", "out of order")));
                return;
            }
        }
    }

    private void in(String element, Runnable comparison) {
        part = element;
        fields();
        comparison.run();
        part = Parts.REST;
    }

    private void inAnyOrder(
            Rule.Unordered rule, Place place, Rules rules, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null || !one.isArray() || !other.isArray()) {
            differ(place, one, other);
            return;
        }
        Elements ones = Elements.of(one, rule.key());
        Elements others = Elements.of(other, rule.key());
        keysOf(ones, others)
                .forEach(key -> element(
                        place, rules, ones.byKey().get(key), others.byKey().get(key)));
    }

    private static Set<String> keysOf(Elements ones, Elements others) {
        Set<String> keys = new LinkedHashSet<>(ones.byKey().keySet());
        keys.addAll(others.byKey().keySet());
        return keys;
    }

    private void element(Place place, Rules rules, Elements.@Nullable Element one, Elements.@Nullable Element other) {
        Elements.Element present = one == null ? Objects.requireNonNull(other) : one;
        compare(
                place.of(present.index()),
                rules.ofElements(),
                one == null ? null : one.json(),
                other == null ? null : other.json());
    }

    private void require(boolean same, Place place, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (!same) {
            differ(place, one, other);
        }
    }

    private void differ(Place place, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (fields().size() < FIELDS_AT_MOST) {
            fields().add(new Field(
                    Redaction.pointer(place), Redaction.value(place, one), Redaction.value(place, other)));
        }
    }

    private static @Nullable JsonNode orNull(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? null : node;
    }

    private static boolean isSame(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }

    private static boolean isSameType(@Nullable JsonNode one, @Nullable JsonNode other) {
        return one != null && other != null && one.getNodeType() == other.getNodeType();
    }

    private static boolean areWithin(Rule.Within rule, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null || !one.isNumber() || !other.isNumber()) {
            return false;
        }
        double distance = Math.abs(one.doubleValue() - other.doubleValue());
        return distance <= rule.distance() * (1 + 1e-9);
    }

    private static boolean areWithin(Rule.WithinSeconds rule, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null || !one.isString() || !other.isString()) {
            return false;
        }
        try {
            Duration distance = Duration.between(
                            OffsetDateTime.parse(one.stringValue()), OffsetDateTime.parse(other.stringValue()))
                    .abs();
            return distance.compareTo(Duration.ofSeconds(rule.seconds())) <= 0;
        } catch (DateTimeException noTimes) {
            return isSame(one, other);
        }
    }
}
