package io.orkestro.gateway.console.flag;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.togglz.console.RequestHandler;
import org.togglz.console.TogglzConsoleServlet;
import org.togglz.core.manager.FeatureManager;

/**
 * Togglz's console with pages of our own. Those it comes with run scripts, escape nothing, hide a viewer's page, lose
 * stale edits and answer a refused one with a stack trace.
 */
class TogglzConsole extends TogglzConsoleServlet {

    static final String PATH = "/togglz-console";

    private static final long serialVersionUID = 1L;

    TogglzConsole(FeatureManager features, RequestHandler... pages) {
        this.featureManager = features;
        this.handlers.addAll(List.of(pages));
    }

    /** Nothing to look up: pages and feature manager are given, and Spring Security checks the forms' tokens. */
    @Override
    public void init(ServletConfig config) {
        this.servletContext = config.getServletContext();
        setValidateCSRFToken(false);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        super.service(new UnderOurPath(request), response);
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
