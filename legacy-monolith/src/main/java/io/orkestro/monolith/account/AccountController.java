package io.orkestro.monolith.account;

import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/account")
class AccountController {

    private final Accounts accounts;

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    AccountResponse show(Caller caller) {
        return accounts.show(caller.retailerId(), caller.decision());
    }

    @PatchMapping
    AccountResponse change(Caller caller, @Valid @RequestBody AccountPatch patch) {
        return accounts.change(caller.retailerId(), patch, caller.decision());
    }
}
