package io.orkestro.gateway.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What people see while the gateway's database is away; programs get a problem document. */
@ControllerAdvice(annotations = ConsolePage.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
public class AwayPage {

    public static final String TEMPLATE = "away";

    private static final Logger log = LoggerFactory.getLogger(AwayPage.class);

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ModelAndView away(RuntimeException failure, HttpServletRequest request) {
        return new ModelAndView(TEMPLATE, model(failure, request), HttpStatus.SERVICE_UNAVAILABLE);
    }

    /** What the template shows; and a line in the log. */
    public static Map<String, Object> model(RuntimeException failure, HttpServletRequest request) {
        log.warn("{} met a database that is away: {}", request.getRequestURI(), failure.toString());
        CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        @Nullable Principal user = request.getUserPrincipal();
        Map<String, Object> model = new HashMap<>();
        model.put("title", "The database is away");
        model.put("csrf", token.getToken());
        model.put("user", user == null ? "" : user.getName());
        return model;
    }
}
