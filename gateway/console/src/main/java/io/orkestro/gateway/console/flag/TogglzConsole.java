package io.orkestro.gateway.console.flag;

import io.orkestro.gateway.console.page.AwayPage;
import io.orkestro.gateway.console.page.Templates;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.togglz.console.TogglzConsoleServlet;

/**
 * Togglz's console with pages of our own. Those it comes with run scripts, escape nothing, hide a viewer's page, lose
 * stale edits and answer a refused one with a stack trace.
 */
class TogglzConsole extends TogglzConsoleServlet {

    static final String PATH = "/togglz-console";

    private static final long serialVersionUID = 1L;

    private final transient Supplier<FlagPages> pages;
    private final transient Templates templates;

    TogglzConsole(Supplier<FlagPages> pages, Templates templates) {
        this.pages = pages;
        this.templates = templates;
    }

    /**
     * At the first request, not when servlets are made, which is before anything else is. There is nothing to look up:
     * the pages are ours, and Spring Security checks the forms' tokens.
     */
    @Override
    public void init(ServletConfig config) {
        FlagPages ours = pages.get();
        this.featureManager = ours.features();
        this.handlers.addAll(List.of(new IndexPage(ours), new EditPage(ours)));
        this.servletContext = config.getServletContext();
        setValidateCSRFToken(false);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            super.service(new UnderOurPath(request), response);
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException away) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            templates.write(AwayPage.TEMPLATE, AwayPage.model(away, request), response);
        }
    }

    /** Togglz takes the rest after the servlet's path for the page; registered by page, there would be no rest. */
    private static final class UnderOurPath extends HttpServletRequestWrapper {

        UnderOurPath(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getServletPath() {
            return PATH;
        }
    }
}
