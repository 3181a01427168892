package io.orkestro.gateway.edge.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/** An element is written as its id, its status and its price: {@code 3a599}. */
class LooksTests {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final Looks list = looksAt("/v1/deliveries");
    private final Looks document = looksAt("/v1/deliveries/dlv_acme_1");

    // What only moves

    @Test
    void aListThatIsTheSameAtOnceNeedsOneLook() {
        assertThat(look(list, both(page("2a5", "1b6"), page("2a5", "1b6")))).isInstanceOf(Verdict.Same.class);
    }

    @Test
    void aListThatGrowsAllTheTimeIsTheSameOnceBothSidesHadItsElements() {
        assertThat(look(list, both(page("5a1", "4a1", "3a1"), page("4a1", "3a1", "2a1"))))
                .isInstanceOf(Verdict.Different.class);
        assertThat(look(list, both(page("6a1", "5a1", "4a1"), page("5a1", "4a1", "3a1"))))
                .isInstanceOf(Verdict.Same.class);
    }

    @Test
    void anElementThatChangesAllTheTimeIsSettledByOneLookAtWhichItIsTheSame() {
        look(list, both(page("2c1", "1a1"), page("2b1", "1a1")));
        assertThat(look(list, both(page("2d1", "1b1"), page("2d1", "1a1")))).isInstanceOf(Verdict.Same.class);
    }

    @Test
    void whatNewElementsPushOffTheEndOfAPageIsNotMissing() {
        look(list, both(page("6a1", "5a1", "4a1", "3a1"), page("4a1", "3a1", "2a1", "1a1")));
        assertThat(look(list, both(page("6a1", "5a1", "4a1", "3a1"), page("6a1", "5a1", "4a1", "3a1"))))
                .isInstanceOf(Verdict.Same.class);
    }

    @Test
    void aNextPageThatIsNewIsNoDifference() {
        look(list, both(json("{\"data\":[],\"nextCursor\":\"x\"}"), page()));
        assertThat(look(
                        list,
                        both(json("{\"data\":[],\"nextCursor\":\"x\"}"), json("{\"data\":[],\"nextCursor\":\"y\"}"))))
                .isInstanceOf(Verdict.Same.class);
    }

    @Test
    void whatNeverStandsStillAndNeverIsTheSameIsUndecided() {
        look(list, both(page("1b1"), page("1a1")));
        assertThat(look(list, both(page("1c1"), page("1b1")))).isInstanceOf(Verdict.Undecided.class);
        assertThat(look(list, both(page("1d1"), page("1b1")))).isInstanceOf(Verdict.Undecided.class);
        assertThat(look(list, both(page("1d1"), page("1c1")))).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void whatIsGoneBeforeBothSidesHadItIsUndecided() {
        look(list, both(page("1a1"), page()));
        assertThat(look(list, both(page(), page()))).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void aDocumentThatChangesAllTheTimeIsUndecidedUntilItIsTheSame() {
        look(document, both(json("{\"sequence\":2,\"done\":true}"), json("{\"sequence\":1,\"done\":false}")));
        assertThat(look(
                        document,
                        both(json("{\"sequence\":4,\"done\":true}"), json("{\"sequence\":2,\"done\":false}"))))
                .as("done stood still, but not what it belongs to")
                .isInstanceOf(Verdict.Undecided.class);
        assertThat(look(document, both(json("{\"sequence\":5,\"done\":true}"), json("{\"sequence\":5,\"done\":true}"))))
                .isInstanceOf(Verdict.Same.class);
    }

    // What is wrong

    @Test
    void aWrongPriceIsFoundWhileAllItsNeighboursMove() {
        look(list, both(page("4a1", "3a1", "2a599", "1a1"), page("3a1", "2a600", "1a1", "0a1")));
        assertDifferent(
                look(list, both(page("6a1", "5a1", "3c1", "2a599"), page("5a1", "3b1", "2a600", "1c1"))),
                new Field("/data/3/price", "599", "600"));
    }

    @Test
    void aWrongStatusIsFoundAlthoughTheElementMovedBefore() {
        look(list, both(page("2a1", "1b1"), page("2a1", "1x1")));
        assertThat(look(list, both(page("3a1", "2b1", "1c1"), page("2a1", "1x1"))))
                .isInstanceOf(Verdict.Undecided.class);
        assertDifferent(
                look(list, both(page("4a1", "3a1", "1c1"), page("3a1", "2c1", "1x1"))),
                new Field("/data/2/status", "c", "x"));
    }

    @Test
    void anElementThatOneSideLacksIsFound() {
        look(list, both(page("4a1", "3a1", "2a1"), page("4a1", "2a1", "1a1")));
        assertDifferent(
                look(list, both(page("5a1", "4a1", "3a1"), page("4b1", "2a1", "1a1"))),
                new Field("/data/2", "object", "absent"));
    }

    @Test
    void anElementThatNobodyElseHasIsFound() {
        look(list, both(page("4a1", "2a1"), page("4a1", "3a1", "2a1")));
        assertDifferent(
                look(list, both(page("5a1", "4a1", "2a1"), page("4a1", "3a1", "2a1"))),
                new Field("/data/1", "absent", "object"));
    }

    @Test
    void anElementThatIsThereTwiceIsFound() {
        look(list, both(page("2a1", "1a1"), page("2a1", "2a1", "1a1")));
        assertDifferent(
                look(list, both(page("2a1", "1a1"), page("2a1", "2a1", "1a1"))),
                new Field("/data/1", "absent", "object"));
    }

    @Test
    void aPageThatIsOneTooShortIsFound() {
        look(list, both(page("3a1", "2a1", "1a1"), page("3a1", "2a1")));
        assertDifferent(
                look(list, both(page("3a1", "2a1", "1a1"), page("3a1", "2a1"))),
                new Field("/data/2", "object", "absent"));
    }

    @Test
    void anotherOrderIsFound() {
        look(list, both(page("3a1", "2a1", "1a1"), page("3a1", "1a1", "2a1")));
        assertDifferent(
                look(list, both(page("3b1", "2a1", "1a1"), page("3a1", "1a1", "2a1"))),
                new Field("/data", "in order", "out of order"));
    }

    @Test
    void aWrongFieldOfADocumentIsFoundOnceItStandsStill() {
        look(document, both(json("{\"sequence\":1,\"fee\":5}"), json("{\"sequence\":1,\"fee\":6}")));
        assertThat(look(document, both(json("{\"sequence\":2,\"fee\":5}"), json("{\"sequence\":1,\"fee\":6}"))))
                .isInstanceOf(Verdict.Undecided.class);
        look(document, both(json("{\"sequence\":2,\"fee\":5}"), json("{\"sequence\":2,\"fee\":6}")));
        assertDifferent(
                look(document, both(json("{\"sequence\":2,\"fee\":5}"), json("{\"sequence\":2,\"fee\":6}"))),
                new Field("/fee", "5", "6"));
    }

    @Test
    void anotherStatusThatStaysIsFound() {
        Answer unknown =
                Answer.of(404, null, "application/problem+json", null, null, null, bytes("{\"code\":\"not_found\"}"));
        look(list, both(page("1a1"), unknown));
        assertDifferent(
                look(list, both(page("2a1", "1a1"), unknown)),
                new Field("status", "200", "404"),
                new Field("/code", "absent", "not_found"));
    }

    @Test
    void whatAFailureHidIsLookedIntoOnceItIsGone() {
        Answer away = Answer.of(503, null, "application/problem+json", null, null, null, bytes("{\"code\":\"away\"}"));
        look(list, both(page("1a1"), away));
        assertThat(look(list, both(page("1a1"), page("1a2")))).isInstanceOf(Verdict.Undecided.class);
        assertDifferent(look(list, both(page("1a1"), page("1a2"))), new Field("/data/0/price", "1", "2"));
    }

    @Test
    void garbageThatStaysIsFound() {
        look(list, both(page("1a1"), json("{\"data\":[")));
        assertDifferent(
                look(list, both(page("2a1", "1a1"), json("{\"data\":["))), new Field("body", "json", "text(9)"));
    }

    // What is young

    @Test
    void whatHappenedALittleWhileAgoMayStillBeNewsToTheOtherSide() {
        assertThat(afterTwoLooks("2026-11-29T11:59:30Z")).isInstanceOf(Verdict.Undecided.class);
        assertThat(afterTwoLooks("2026-11-29T11:58:59.123456+00:00")).isInstanceOf(Verdict.Different.class);
        assertThat(afterTwoLooks("2026-11-29T12:30:00Z")).as("to come").isInstanceOf(Verdict.Different.class);
        assertThat(afterTwoLooks("2026-11-29 or so")).isInstanceOf(Verdict.Different.class);
    }

    @Test
    void anOldElementIsJudgedBesideAYoungOne() {
        Pair.Both both = both(
                json("{\"data\":[{\"id\":\"2\",\"at\":\"2026-11-29T11:59:59Z\"},{\"id\":\"1\",\"fee\":5}]}"),
                json("{\"data\":[{\"id\":\"1\",\"fee\":6}]}"));
        look(list, both);
        assertDifferent(look(list, both), new Field("/data/1/fee", "5", "6"));
    }

    private Verdict afterTwoLooks(String updatedAt) {
        Looks looks = looksAt("/v1/deliveries");
        Pair.Both both = both(
                json("{\"data\":[{\"id\":\"1\",\"stops\":[{\"updatedAt\":\"%s\"}]}]}".formatted(updatedAt)),
                json("{\"data\":[]}"));
        look(looks, both);
        return look(looks, both);
    }

    private static void assertDifferent(Verdict verdict, Field... fields) {
        assertThat(verdict).isInstanceOf(Verdict.Different.class);
        assertThat(((Verdict.Different) verdict).fields()).containsExactlyInAnyOrder(fields);
    }

    private static Looks looksAt(String path) {
        return new Looks(
                Objects.requireNonNull(ComparedRoutes.of(HttpMethod.GET, PathContainer.parsePath(path))),
                false,
                Duration.ofMinutes(1));
    }

    private static Verdict look(Looks looks, Pair.Both both) {
        return looks.look(both, NOW);
    }

    private static Pair.Both both(Answer served, Answer asked) {
        return new Pair.Both(served, asked);
    }

    private static Answer page(String... elements) {
        return json(Arrays.stream(elements)
                .map(element -> "{\"id\":\"dlv_acme_%s\",\"status\":\"%s\",\"price\":%s}"
                        .formatted(element.charAt(0), element.charAt(1), element.substring(2)))
                .collect(Collectors.joining(",", "{\"data\":[", "]}")));
    }

    private static Answer json(String body) {
        return Answer.of(200, null, "application/json", null, null, null, bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
