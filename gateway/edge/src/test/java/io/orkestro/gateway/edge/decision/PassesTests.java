package io.orkestro.gateway.edge.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orkestro.gateway.edge.access.Client;
import io.orkestro.gateway.edge.problem.NotReady;
import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.gateway.edge.snapshot.Snapshot;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassesTests {

    private static final String SECRET = "b3JrZXN0cm8gdGVzdHMsIDMyIGJ5dGVzIG9yIG1vcmU=";
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Client ACME = new Client("k1", Role.RETAILER, "ret_acme");
    private static final RoutingKey KEY = new RoutingKey("acme");

    private final Known known = new Known();
    private final HandClock clock = new HandClock();
    private final TokenProperties properties = new TokenProperties(SECRET, Duration.ofSeconds(30));
    private final TokenSigners signers = new TokenSigners(properties, clock);
    private final Passes passes = new Passes(known, properties, clock);

    @Test
    void withoutATableNothingIsDecided() {
        assertThatExceptionOfType(NotReady.class).isThrownBy(() -> passes.of(ACME, KEY));
    }

    @Test
    void aTokenSaysWhenItsTableWasLastVerified() {
        known.table = table(1, Stage.OFF, NOON.minusSeconds(100));
        known.verifiedAt = NOON.minusMillis(900);
        assertThat(token().tableVerifiedAt()).isEqualTo(NOON.minusMillis(900));

        known.verifiedAt = NOON.plusMillis(100);
        assertThat(token().tableVerifiedAt()).isEqualTo(NOON.plusMillis(100));
    }

    @Test
    void betweenTwoVerificationsATokenIsUsedAgain() {
        known.table = table(1, Stage.OFF, NOON);
        known.verifiedAt = NOON;
        String first = passes.of(ACME, KEY).tokenFor(Backend.MONOLITH, signers);
        clock.now = NOON.plusMillis(990);

        assertThat(passes.of(ACME, KEY).tokenFor(Backend.MONOLITH, signers)).isSameAs(first);
    }

    @Test
    void whileTheDatabaseIsAwayTokensStillLive() {
        known.table = table(1, Stage.OFF, NOON);
        known.verifiedAt = NOON;
        String first = passes.of(ACME, KEY).tokenFor(Backend.MONOLITH, signers);
        clock.now = NOON.plusSeconds(3600);

        assertThat(passes.of(ACME, KEY).tokenFor(Backend.MONOLITH, signers)).isNotEqualTo(first);
        assertThat(token().tableVerifiedAt()).isEqualTo(NOON);
    }

    @Test
    void anotherTableIsAnotherDecisionAtOnceEvenUnderTheSameNumber() {
        known.table = table(7, Stage.OFF, NOON);
        known.verifiedAt = NOON;
        assertThat(token().decision().of(Capability.DISPATCH)).isEqualTo(Side.MONOLITH);

        known.table = table(7, Stage.LIVE, NOON);
        assertThat(token().decision().of(Capability.DISPATCH)).isEqualTo(Side.SERVICE);
    }

    @Test
    void theDecisionIsNotYoungerThanTheNewestPlacement() {
        known.table = table(7, Stage.LIVE, NOON.minusSeconds(5));
        known.verifiedAt = NOON;

        assertThat(token().decisionChangedAt()).isEqualTo(NOON.minusSeconds(5));
    }

    @Test
    void aTableThatWentBackChangedWhenItDid() {
        known.table = table(5, Stage.OFF, NOON.minusSeconds(5000));
        known.verifiedAt = NOON;
        known.steppedBackAt = NOON.minusSeconds(1);

        assertThat(token().decisionChangedAt()).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void theOtherSideIsToldThatItServesAndWhetherItRehearses() {
        known.table = table(7, Stage.SHADOW, NOON);
        known.verifiedAt = NOON;
        Pass pass = passes.of(ACME, KEY);

        DecisionToken rehearsal = atDispatch(pass.tokenToCompare(Capability.DISPATCH, true, signers));
        assertThat(rehearsal.rehearsal()).isTrue();
        assertThat(rehearsal.decision().of(Capability.DISPATCH)).isEqualTo(Side.SERVICE);
        assertThat(rehearsal.decision().of(Capability.TRACKING)).isEqualTo(Side.MONOLITH);
        assertThat(rehearsal.key()).isEqualTo(KEY);
        assertThat(atDispatch(pass.tokenToCompare(Capability.DISPATCH, false, signers))
                        .rehearsal())
                .isFalse();
        assertThat(token().rehearsal()).isFalse();
        assertThat(token().decision().of(Capability.DISPATCH)).isEqualTo(Side.MONOLITH);
    }

    @Test
    void whereThereIsOnlyOneSideThereIsNoSample() {
        assertThat(sampleAt(Stage.OFF)).isZero();
        assertThat(sampleAt(Stage.SHADOW)).isEqualTo(2500);
        assertThat(sampleAt(Stage.CANARY)).isEqualTo(2500);
        assertThat(sampleAt(Stage.LIVE)).isEqualTo(2500);
        assertThat(sampleAt(Stage.COMPLETE)).isZero();
    }

    private int sampleAt(Stage stage) {
        Map<Capability, Placement> placements =
                new EnumMap<>(RoutingTable.everythingAtMonolith().placements());
        placements.put(Capability.DISPATCH, Placement.at(stage, NOON).sampling(2500));
        known.table = new RoutingTable(9, placements);
        known.verifiedAt = NOON;
        return passes.of(ACME, KEY).sampleOf(Capability.DISPATCH);
    }

    private DecisionToken atDispatch(String signed) {
        TokenSecret secret = TokenSecret.ofBase64(SECRET).forAudience("dispatch-service");
        return new TokenVerifier("dispatch-service", secret, clock)
                .verify(signed)
                .orElseThrow();
    }

    private DecisionToken token() {
        String signed = passes.of(ACME, KEY).tokenFor(Backend.MONOLITH, signers);
        TokenSecret secret = TokenSecret.ofBase64(SECRET).forAudience("legacy-monolith");
        return new TokenVerifier("legacy-monolith", secret, clock)
                .verify(signed)
                .orElseThrow();
    }

    private static RoutingTable table(long version, Stage dispatch, Instant changedAt) {
        Map<Capability, Placement> placements =
                new EnumMap<>(RoutingTable.everythingAtMonolith().placements());
        placements.put(Capability.DISPATCH, Placement.at(dispatch, changedAt));
        return new RoutingTable(version, placements);
    }

    private static final class Known implements Snapshot<RoutingTable> {

        private @Nullable RoutingTable table;
        private Instant verifiedAt = Instant.EPOCH;
        private Instant steppedBackAt = Instant.EPOCH;

        @Override
        public @Nullable RoutingTable current() {
            return table;
        }

        @Override
        public Instant verifiedAt() {
            return verifiedAt;
        }

        @Override
        public Instant steppedBackAt() {
            return steppedBackAt;
        }
    }

    private static final class HandClock extends Clock {

        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
