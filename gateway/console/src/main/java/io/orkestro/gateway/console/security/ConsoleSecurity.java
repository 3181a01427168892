package io.orkestro.gateway.console.security;

import io.orkestro.platform.web.problem.Problem;
import io.orkestro.platform.web.request.RequestIds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Three doors: the JSON API by HTTP Basic, the pages by a login form, everything else (health) open. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    private static final String NOTHING_FROM_ELSEWHERE =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, JsonMapper json) throws Exception {
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/api/**")
                        .hasRole("VIEWER")
                        .anyRequest()
                        .hasRole("ADMIN"))
                // Scripts send their password each time: there is no session for another site to ride on.
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(basic ->
                        basic.authenticationEntryPoint((request, response, e) -> refuseUnauthenticated(response, json)))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, e) -> refuseUnauthenticated(response, json))
                        .accessDeniedHandler((request, response, e) -> write(
                                response,
                                json,
                                problem(403, "forbidden", "Not allowed", "This needs the role admin."))))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.securityMatcher("/togglz-console/**", "/togglz-console")
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/togglz-console/login", "/togglz-console/refused", "/togglz-console/console.css")
                        .permitAll()
                        // A form that only an admin can send.
                        .requestMatchers("/togglz-console/edit")
                        .hasRole("ADMIN")
                        .requestMatchers(HttpMethod.GET, "/togglz-console/**", "/togglz-console")
                        .hasRole("VIEWER")
                        .anyRequest()
                        .hasRole("ADMIN"))
                .formLogin(login -> login.loginPage("/togglz-console/login")
                        .successHandler(toWhereTheyWanted())
                        .permitAll())
                .logout(logout ->
                        logout.logoutUrl("/togglz-console/logout").logoutSuccessUrl("/togglz-console/login?logout"))
                .exceptionHandling(failures -> failures.accessDeniedPage("/togglz-console/refused"))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING_FROM_ELSEWHERE)))
                .build();
    }

    /** A path: the host and port by which the edge reaches us are not those that people see. */
    private static AuthenticationSuccessHandler toWhereTheyWanted() {
        SavedRequestAwareAuthenticationSuccessHandler handler = new SavedRequestAwareAuthenticationSuccessHandler();
        handler.setDefaultTargetUrl("/togglz-console/index");
        handler.setRedirectStrategy((_, response, url) -> response.sendRedirect(UriComponentsBuilder.fromUriString(url)
                .scheme(null)
                .host(null)
                .port(null)
                .toUriString()));
        return handler;
    }

    @Bean
    @Order(3)
    SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .headers(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    private static void refuseUnauthenticated(HttpServletResponse response, JsonMapper json) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"orkestro console\"");
        write(
                response,
                json,
                problem(
                        401,
                        "unauthenticated",
                        "Not authenticated",
                        "Send the console's user and password by HTTP Basic."));
    }

    private static Problem problem(int status, String code, String title, String detail) {
        return Problem.of(status, code, title, detail, MDC.get(RequestIds.LOG_FIELD), List.of());
    }

    private static void write(HttpServletResponse response, JsonMapper json, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
