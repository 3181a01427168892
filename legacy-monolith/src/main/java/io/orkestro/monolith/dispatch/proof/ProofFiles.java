package io.orkestro.monolith.dispatch.proof;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pictures, each kept once under the hash of its bytes. */
@Component
public class ProofFiles {

    /** Said once for each picture, for those who keep copies. */
    public static final String KEPT = "proof-file.kept.v1";

    private final JdbcClient jdbc;
    private final Outbox outbox;

    ProofFiles(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** A picture on its way to those who keep copies. */
    public record Kept(String hash, String contentType, String contentBase64) {

        static Kept of(String hash, Picture picture) {
            return new Kept(hash, picture.contentType(), Base64.getEncoder().encodeToString(picture.content()));
        }

        byte[] content() {
            return Base64.getDecoder().decode(contentBase64);
        }
    }

    /** Keeps a picture in the running transaction; what is no picture needs no keeping. */
    public void keep(SubmittedProof.Opened opened, String deliveryId, Decision decision) {
        Picture picture = opened.picture();
        String hash = opened.proof().contentHash();
        if (picture == null || hash == null) {
            return;
        }
        Kept kept = Kept.of(hash, picture);
        if (copy(kept)) {
            outbox.append(Message.event(Capability.DISPATCH.slug(), KEPT, deliveryId, 0, 0, decision, kept));
        }
    }

    /** @return whether it is new */
    public boolean copy(Kept kept) {
        return jdbc.sql("""
                        insert into proof_file (hash, content_type, content) values (:hash, :type, :content)
                        on conflict (hash) do nothing
                        """)
                        .param("hash", kept.hash())
                        .param("type", kept.contentType())
                        .param("content", kept.content())
                        .update()
                == 1;
    }

    /** The picture of a proof, empty where it has none. */
    public Optional<Picture> of(Proof proof) {
        String type = proof.contentType();
        if (type == null) {
            return Optional.empty();
        }
        return jdbc.sql("select content from proof_file where hash = :hash")
                .param("hash", proof.contentHash())
                .query((row, _) -> new Picture(type, row.getBytes("content")))
                .optional();
    }
}
