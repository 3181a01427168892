package io.orkestro.gateway.console.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of its aggregates of one kind.
 *
 * @param capability whose kind it is, null where the application does not say
 * @param watermark up to when it has heard all of the other side, ISO; null where it never did
 * @param backfilled whether the other side has told everything it owns
 * @param findings ids owned twice or by nobody, with what is wrong
 */
public record KindReport(
        String kind,
        @Nullable String capability,
        long owned,
        long replicas,
        long fences,
        @Nullable String watermark,
        boolean backfilled,
        List<String> findings) {

    public KindReport {
        findings = List.copyOf(findings);
    }
}
