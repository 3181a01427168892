package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Requirement;
import io.orkestro.platform.web.problem.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Delivered, but not proved. */
final class ProofRequired extends Refusal {

    ProofRequired(List<Requirement> missing) {
        super(
                409,
                "proof_required",
                "A required proof is missing",
                "Add to …/proof first: "
                        + missing.stream()
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }
}
