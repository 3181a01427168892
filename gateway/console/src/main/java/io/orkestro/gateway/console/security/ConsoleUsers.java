package io.orkestro.gateway.console.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The console's users, with hashes of their passwords, in memory. */
@Configuration(proxyBeanMethods = false)
class ConsoleUsers {

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    UserDetailsService users(ConsoleProperties properties, PasswordEncoder encoder) {
        List<UserDetails> users = new ArrayList<>();
        users.add(User.withUsername("admin")
                .password(hash(encoder, properties.adminPassword()))
                .roles("ADMIN", "VIEWER")
                .build());
        String viewer = properties.viewerPassword();
        if (viewer != null && !viewer.isBlank()) {
            users.add(User.withUsername("viewer")
                    .password(hash(encoder, viewer))
                    .roles("VIEWER")
                    .build());
        }
        return new InMemoryUserDetailsManager(users);
    }

    private static String hash(PasswordEncoder encoder, String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }
}
