package io.orkestro.dispatch.proof;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pictures, each kept once under the hash of its bytes. */
@Component
public class ProofFiles {

    private final JdbcClient jdbc;

    ProofFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a picture in the running transaction; what is no picture needs no keeping. */
    public void keep(SubmittedProof.Opened opened) {
        Picture picture = opened.picture();
        if (picture == null) {
            return;
        }
        jdbc.sql("""
                        insert into proof_file (hash, content_type, content) values (:hash, :type, :content)
                        on conflict (hash) do nothing
                        """)
                .param("hash", opened.proof().contentHash())
                .param("type", picture.contentType())
                .param("content", picture.content())
                .update();
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
