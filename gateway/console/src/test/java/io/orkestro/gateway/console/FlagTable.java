package io.orkestro.gateway.console;

import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagState;
import io.orkestro.gateway.flags.Flags;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.repository.FeatureState;

/** The flags and what is kept beside them, for tests that look behind the pages. */
@TestConfiguration(proxyBeanMethods = false)
class FlagTable {

    @Bean
    Editor editor(FeatureManager features, Flags flags, JdbcClient jdbc) {
        return new Editor(features, flags, jdbc);
    }

    /** Edits through Togglz, as somebody, and counts what an edit leaves behind. */
    record Editor(FeatureManager features, Flags flags, JdbcClient jdbc) {

        private static final String UNTOUCHED = """
            {"stage": "OFF", "keys": [], "excludedKeys": [], "basisPoints": 0, "changedAt": "1970-01-01T00:00:00Z"}\
            """;

        /** What one change adds one to, each. */
        record Traces(long version, long followed, int audited, String states) {}

        void untouched() {
            jdbc.sql("delete from flag_state").update();
            jdbc.sql("""
                update routing_table set document = jsonb_set(document, '{placements}', cast(
                  '{"DISPATCH": %1$s, "COURIER_MARKETPLACE": %1$s, "TRACKING": %1$s, "NOTIFICATION": %1$s}' as jsonb))\
                """.formatted(UNTOUCHED)).update();
        }

        Traces traces() {
            return new Traces(
                    jdbc.sql("select (document->>'version')::bigint from routing_table where"
                                    + " (document->>'version')::bigint = version")
                            .query(Long.class)
                            .single(),
                    jdbc.sql("select version from followed_version where name = 'routing_table'")
                            .query(Long.class)
                            .single(),
                    jdbc.sql("select count(*) from audit_entry where action like 'flag.%'")
                            .query(Integer.class)
                            .single(),
                    jdbc.sql("select coalesce(string_agg(f::text, ';' order by capability), '') from flag_state f")
                            .query(String.class)
                            .single());
        }

        FlagState state(Flag flag) {
            return flags.find(flag.capability());
        }

        void canary(String actor, Flag flag, String keys, long version) {
            edit(actor, flag, true, "canary", Map.of("keys", keys, "reason", "because of " + keys), version);
        }

        void edit(
                String actor,
                Flag flag,
                boolean enabled,
                @Nullable String stage,
                Map<String, String> parameters,
                long version) {
            FeatureState wanted = new FeatureState(flag, enabled).setStrategyId(stage);
            parameters.forEach(wanted::setParameter);
            wanted.setParameter("version", Long.toString(version));
            as(actor, "ROLE_ADMIN", () -> features.setFeatureState(wanted));
        }

        static void as(String actor, String role, Runnable deed) {
            SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(actor, "", role));
            try {
                deed.run();
            } finally {
                SecurityContextHolder.clearContext();
            }
        }
    }
}
