package io.orkestro.gateway.neighbour;

import io.orkestro.platform.handover.Handover;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.testing.TestServers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An application with a real inner door: it keeps {@link Parcels}, which can be handed over, and cannot handle letters
 * until somebody has taught it to.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
// The console's, on the same class path.
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
@Import(TestServers.class)
public class Neighbour {

    public static final String LETTER = "letter.sent.v1";

    @Bean
    @Primary
    JdbcConnectionDetails ownDatabase(
            @Value("${neighbour.database}") String url,
            @Value("${neighbour.user}") String user,
            @Value("${neighbour.password:}") String password) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return url;
            }

            @Override
            public String getUsername() {
                return user;
            }

            @Override
            public @Nullable String getPassword() {
                return password.isEmpty() ? null : password;
            }
        };
    }

    @Bean
    Parcels parcels(Outbox outbox) {
        return new Parcels(outbox);
    }

    @Bean
    Subscription replicas(Handover handover, Parcels parcels) {
        return handover.replicas(parcels, Parcels.CHANGED);
    }

    @Bean
    Letters letters(Outbox outbox, TransactionTemplate transactions) {
        return new Letters(outbox, transactions);
    }

    @Bean
    Subscription reading(Letters letters) {
        return Subscription.of("letters", "tracking")
                .onAddressed(LETTER, Letter.class, (envelope, letter) -> letters.read(envelope.subject()))
                .build();
    }

    record Letter(String text) {}

    /** What the service sends to itself, and reads if it can read. */
    public static final class Letters {

        private final Outbox outbox;
        private final TransactionTemplate transactions;
        private final Set<String> read = ConcurrentHashMap.newKeySet();
        private volatile boolean literate;

        Letters(Outbox outbox, TransactionTemplate transactions) {
            this.outbox = outbox;
            this.transactions = transactions;
        }

        public void send(String subject) {
            transactions.executeWithoutResult(_ -> outbox.append(Message.addressed(
                    "tracking", Side.SERVICE, LETTER, subject, Decision.allMonolith(), new Letter("Dear Grace Lin"))));
        }

        public void literate(boolean now) {
            literate = now;
        }

        public Set<String> read() {
            return read;
        }

        private void read(String subject) {
            if (!literate) {
                throw new IllegalStateException("Nobody here can read");
            }
            read.add(subject);
        }
    }
}
