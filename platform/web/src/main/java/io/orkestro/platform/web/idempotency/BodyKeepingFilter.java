package io.orkestro.platform.web.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/** Keeps the body of a POST, so that it can be fingerprinted as well as read. The edge has bounded it before. */
final class BodyKeepingFilter extends OncePerRequestFilter {

    static final int MAXIMUM_BYTES = 10 * 1024 * 1024;

    private static final String ATTRIBUTE = BodyKeepingFilter.class.getName();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(MAXIMUM_BYTES + 1);
        if (body.length > MAXIMUM_BYTES) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        request.setAttribute(ATTRIBUTE, body);
        chain.doFilter(new KeptBody(request, body), response);
    }

    static byte[] bodyOf(HttpServletRequest request) {
        byte[] body = (byte[]) request.getAttribute(ATTRIBUTE);
        return body == null ? new byte[0] : body;
    }

    private static final class KeptBody extends HttpServletRequestWrapper {

        private final byte[] body;

        KeptBody(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new KeptStream(new ByteArrayInputStream(body));
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class KeptStream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        KeptStream(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("A kept body is read at once, never by a listener");
        }
    }
}
