package io.orkestro.monolith.notification.message;

import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/notification-rules")
class RulesController {

    private final RulesBook rules;

    RulesController(RulesBook rules) {
        this.rules = rules;
    }

    @GetMapping
    NotificationRules show(Caller caller) {
        return rules.of(caller.retailerId());
    }

    @PutMapping
    NotificationRules replace(Caller caller, @Valid @RequestBody NotificationRules document) {
        return rules.replace(caller.retailerId(), document, caller.decision());
    }
}
