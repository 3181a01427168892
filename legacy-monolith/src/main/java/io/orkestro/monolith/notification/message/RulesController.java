package io.orkestro.monolith.notification.message;

import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/notification-rules")
class RulesController {

    private final RulesBook rules;
    private final Ownership ownership;

    RulesController(RulesBook rules, @Qualifier("notificationRulesOwnership") Ownership ownership) {
        this.rules = rules;
        this.ownership = ownership;
    }

    @GetMapping
    NotificationRules show(Caller caller) {
        ownership.refresh(caller.retailerId());
        return rules.of(caller.retailerId());
    }

    @Rehearsable
    @PutMapping
    NotificationRules replace(Caller caller, @Valid @RequestBody NotificationRules document) {
        document.check();
        String id = caller.retailerId();
        return ownership.create(id, caller, true, () -> rules.replace(id, document, caller.decision()));
    }
}
