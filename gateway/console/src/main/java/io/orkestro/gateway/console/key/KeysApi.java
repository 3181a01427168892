package io.orkestro.gateway.console.key;

import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys for scripts. */
@RestController
@RequestMapping("/api/keys")
class KeysApi {

    private final ApiKeys keys;

    KeysApi(ApiKeys keys) {
        this.keys = keys;
    }

    record IssueRequest(
            @Nullable KeyRole role,
            @Nullable String principal,
            @Nullable String name,
            @Nullable Integer requestsPerSecond,
            @Nullable Integer burst) {}

    /**
     * @param key the whole key; this answer is the only one that has it
     */
    record IssuedResponse(
            String id, KeyRole role, @Nullable String principal, String name, String key, Instant createdAt) {

        static IssuedResponse of(IssuedKey issued) {
            ApiKey key = issued.key();
            return new IssuedResponse(
                    key.id(),
                    key.role(),
                    key.principal(),
                    key.name(),
                    issued.text().text(),
                    key.createdAt());
        }
    }

    record ListResponse(List<ApiKey> data) {}

    @GetMapping
    ListResponse list() {
        return new ListResponse(keys.all());
    }

    @PostMapping
    ResponseEntity<IssuedResponse> issue(@RequestBody IssueRequest wanted, Principal actor) {
        NewKey key =
                NewKey.of(wanted.role(), wanted.principal(), wanted.name(), wanted.requestsPerSecond(), wanted.burst());
        IssuedKey issued = keys.issue(key, actor.getName());
        return ResponseEntity.created(URI.create("/api/keys/" + issued.key().id()))
                .body(IssuedResponse.of(issued));
    }

    @PostMapping("/{id}/rotate")
    IssuedResponse rotate(@PathVariable String id, Principal actor) {
        return IssuedResponse.of(keys.rotate(id, actor.getName()));
    }

    @PostMapping("/{id}/revoke")
    ApiKey revoke(@PathVariable String id, Principal actor) {
        return keys.revoke(id, actor.getName());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Principal actor) {
        keys.revoke(id, actor.getName());
    }
}
