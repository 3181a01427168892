package io.orkestro.monolith.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The business that sends goods. Its row is born the first time its key is used. */
@Entity
@Table(name = "retailer")
class Retailer {

    /** Accounts never leave the monolith: there is nothing to own. */
    static final long EPOCH = 0;

    @Id
    private String id;

    private String name;
    private @Nullable String email;
    private @Nullable String phone;
    private String language;
    private Instant createdAt;
    private long sequence;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Retailer() {}

    String id() {
        return id;
    }

    /** Takes over what the change names, and says what the retailer now is. */
    RetailerChanged change(AccountPatch patch) {
        name = patch.name() == null ? name : patch.name();
        email = patch.email() == null ? email : patch.email();
        phone = patch.phone() == null ? phone : patch.phone();
        language = patch.language() == null ? language : patch.language();
        sequence++;
        return changed();
    }

    RetailerChanged changed() {
        return new RetailerChanged(id, name, email, phone, language, sequence);
    }

    AccountResponse toResponse() {
        return new AccountResponse(id, name, email, phone, language, createdAt);
    }
}
