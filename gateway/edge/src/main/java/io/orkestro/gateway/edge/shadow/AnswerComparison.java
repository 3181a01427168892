package io.orkestro.gateway.edge.shadow;

import static io.orkestro.gateway.edge.shadow.Rules.ignored;
import static io.orkestro.gateway.edge.shadow.Rules.unordered;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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

/** Compares two answers to one request: status, a few headers, and the JSON field by field, by the route's rules. */
final class AnswerComparison {

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
    private final List<Field> fields = new ArrayList<>();

    /** @param keyed whether the request had an {@code Idempotency-Key} */
    private AnswerComparison(ComparedRoute route, boolean keyed) {
        this.route = route;
        this.keyed = keyed;
    }

    static Verdict compare(ComparedRoute route, boolean keyed, Answer served, Answer asked) {
        if (route.isRehearsed() && asked.status() == 501 && "not_rehearsed".equals(codeOf(asked))) {
            return new Verdict.NotComparable(Dropped.NOT_REHEARSED);
        }
        if (route.isRehearsed() && route.wasOvertaken(served, asked)) {
            return new Verdict.NotComparable(Dropped.OVERTAKEN);
        }
        if (!served.isComparable()) {
            return new Verdict.NotComparable(Dropped.NOT_JSON);
        }
        return new AnswerComparison(route, keyed).verdict(served, asked);
    }

    private Verdict verdict(Answer served, Answer asked) {
        if (served.status() != asked.status()) {
            fields.add(new Field("status", Integer.toString(served.status()), Integer.toString(asked.status())));
            code(served, asked);
        } else {
            headers(served, asked);
            bodies(served, asked);
        }
        return fields.isEmpty() ? new Verdict.Same() : new Verdict.Different(List.copyOf(fields));
    }

    /** Of two different statuses the rest says nothing more. */
    private void code(Answer served, Answer asked) {
        String one = codeOf(served);
        String other = codeOf(asked);
        if (!Objects.equals(one, other)) {
            fields.add(new Field("/code", word(one), word(other)));
        }
    }

    private static String word(@Nullable String code) {
        return code == null || !code.matches("[a-z_]{1,60}") ? "absent" : code;
    }

    private void headers(Answer served, Answer asked) {
        if (!Objects.equals(served.contentType(), asked.contentType())) {
            fields.add(new Field("Content-Type", mediaType(served.contentType()), mediaType(asked.contentType())));
        }
        if (!isSameLocation(served.location(), asked.location())) {
            fields.add(new Field("Location", Redaction.header(served.location()), Redaction.header(asked.location())));
        }
        if (served.hasRetryAfter() != asked.hasRetryAfter()) {
            fields.add(new Field(
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

    private void bodies(Answer served, Answer asked) {
        if (served.body().length == 0 && asked.body().length == 0) {
            return;
        }
        JsonNode one = jsonIn(served);
        JsonNode other = jsonIn(asked);
        if (one == null || other == null) {
            if (!Arrays.equals(served.body(), asked.body())) {
                fields.add(new Field("body", kindOf(served, one), kindOf(asked, other)));
            }
            return;
        }
        compare(Place.ROOT, served.status() >= 400 ? PROBLEM : route.rules(), one, other);
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
        if (fields.size() >= FIELDS_AT_MOST) {
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

    private void inAnyOrder(
            Rule.Unordered rule, Place place, Rules rules, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null || !one.isArray() || !other.isArray()) {
            differ(place, one, other);
            return;
        }
        Map<String, Deque<Integer>> left = new LinkedHashMap<>();
        for (int i = 0; i < other.size(); i++) {
            left.computeIfAbsent(keyOf(rule, other.get(i)), _ -> new ArrayDeque<>())
                    .add(i);
        }
        for (int i = 0; i < one.size(); i++) {
            Deque<Integer> counterparts = left.get(keyOf(rule, one.get(i)));
            Integer counterpart = counterparts == null ? null : counterparts.poll();
            compare(place.of(i), rules.ofElements(), one.get(i), counterpart == null ? null : other.get(counterpart));
        }
        for (Deque<Integer> surplus : left.values()) {
            surplus.forEach(i -> compare(place.of(i), rules.ofElements(), null, other.get(i)));
        }
    }

    /** What tells an element from others. */
    private static String keyOf(Rule.Unordered rule, JsonNode element) {
        JsonNode key = rule.key().isEmpty() ? element : element.at("/" + rule.key());
        return key.isString() ? key.stringValue() : key.toString();
    }

    private void require(boolean same, Place place, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (!same) {
            differ(place, one, other);
        }
    }

    private void differ(Place place, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (fields.size() < FIELDS_AT_MOST) {
            fields.add(new Field(Redaction.pointer(place), Redaction.value(place, one), Redaction.value(place, other)));
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
