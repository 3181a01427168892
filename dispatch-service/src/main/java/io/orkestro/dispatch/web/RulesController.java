package io.orkestro.dispatch.web;

import io.orkestro.dispatch.delivery.DispatchProperties;
import io.orkestro.dispatch.rule.Candidate;
import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.dispatch.rule.KeepRules;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/dispatch-rules")
class RulesController {

    private final IdempotentRequests requests;
    private final KeepRules rules;
    private final DispatchProperties pace;
    private final Ownership ownership;
    private final Clock clock;

    RulesController(
            IdempotentRequests requests,
            KeepRules rules,
            DispatchProperties pace,
            @Qualifier("rulesOwnership") Ownership ownership,
            Clock clock) {
        this.ownership = ownership;
        this.requests = requests;
        this.rules = rules;
        this.pace = pace;
        this.clock = clock;
    }

    @GetMapping
    DispatchRules read(Caller caller) {
        ownership.refresh(caller.retailerId());
        return rules.of(caller.retailerId());
    }

    @Rehearsable
    @PutMapping
    DispatchRules replace(@Valid @RequestBody RulesRequest request, Caller caller) {
        String id = caller.retailerId();
        DispatchRules wanted = request.toRules(pace.minimumSearch());
        return ownership.create(id, caller, true, () -> rules.replace(id, wanted, caller.decision()));
    }

    /** A dry run: ranks quotes the caller has, books nothing. */
    @Rehearsable
    @PostMapping("/evaluate")
    ResponseEntity<?> evaluate(@Valid @RequestBody EvaluateRequest request, PostedRequest posted, Caller caller) {
        ownership.refresh(caller.retailerId());
        DispatchRules current = rules.of(caller.retailerId());
        return requests.once(posted, () -> {
            DecisionRound round = request.judgedBy(current, clock.instant());
            return ResponseEntity.ok(new Evaluation(round.chosen(), round.candidates()));
        });
    }

    record Evaluation(@Nullable String winner, List<Candidate> candidates) {}
}
