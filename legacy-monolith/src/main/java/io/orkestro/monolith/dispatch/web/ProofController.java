package io.orkestro.monolith.dispatch.web;

import io.orkestro.monolith.dispatch.delivery.FollowCourier;
import io.orkestro.monolith.dispatch.delivery.ReadDeliveries;
import io.orkestro.monolith.dispatch.proof.Picture;
import io.orkestro.monolith.dispatch.proof.Proof;
import io.orkestro.monolith.dispatch.proof.ProofType;
import io.orkestro.monolith.dispatch.proof.SubmittedProof;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/deliveries/{id}/proof")
class ProofController {

    private final IdempotentRequests requests;
    private final FollowCourier courier;
    private final ReadDeliveries read;
    private final Ownership ownership;

    ProofController(
            IdempotentRequests requests,
            FollowCourier courier,
            ReadDeliveries read,
            @Qualifier("deliveryOwnership") Ownership ownership) {
        this.ownership = ownership;
        this.requests = requests;
        this.courier = courier;
        this.read = read;
    }

    @PostMapping
    ResponseEntity<?> add(
            @PathVariable String id, @Valid @RequestBody SubmittedProof proof, PostedRequest posted, Caller caller) {
        return ownership.write(
                id,
                () -> requests.once(
                        posted,
                        id,
                        () -> ResponseEntity.status(HttpStatus.CREATED)
                                .body(ProofResponse.of(id, courier.prove(id, proof, caller)))));
    }

    /** All on one page: a delivery has few. */
    @GetMapping
    Page<ProofResponse> list(@PathVariable String id, Caller caller) {
        ownership.refresh(id);
        return new Page<>(
                read.proofs(id, caller).stream()
                        .map(proof -> ProofResponse.of(id, proof))
                        .toList(),
                null);
    }

    /** Uploaded by somebody else, so nothing but a picture in a browser's eyes. */
    @GetMapping("/{proofId}")
    ResponseEntity<byte[]> file(@PathVariable String id, @PathVariable String proofId, Caller caller) {
        ownership.refresh(id);
        Picture picture = read.picture(id, proofId, caller);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(picture.contentType()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'")
                .header("Cache-Control", "private, max-age=86400, immutable")
                .body(picture.content());
    }

    record ProofResponse(
            String id,
            ProofType type,
            Proof.Where stop,
            Instant recordedAt,
            @Nullable String contentType,
            @Nullable String value,
            @Nullable String url) {

        static ProofResponse of(String deliveryId, Proof proof) {
            String url =
                    proof.contentHash() == null ? null : "/v1/deliveries/%s/proof/%s".formatted(deliveryId, proof.id());
            return new ProofResponse(
                    proof.id(),
                    proof.type(),
                    proof.stop(),
                    proof.recordedAt(),
                    proof.contentType(),
                    proof.value(),
                    url);
        }
    }
}
