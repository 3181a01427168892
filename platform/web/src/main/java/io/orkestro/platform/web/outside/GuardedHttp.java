package io.orkestro.platform.web.outside;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Clients for calls to addresses that customers chose: each connection goes to what the {@link AddressGuard} judged, and
 * nothing is followed, repeated or remembered by itself.
 */
public final class GuardedHttp {

    /** Whoever is called may move; a connection does not outlive that for long. */
    private static final TimeValue LONGEST_CONNECTION = TimeValue.ofMinutes(1);

    /** Servers that do not say hang up at some time; better to be the first. */
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(5);

    private GuardedHttp() {}

    /**
     * How a client calls.
     *
     * @param userAgent as whom
     * @param connectWithin how long a connection may take
     * @param silence how long the other side may say nothing
     * @param most connections in all
     * @param mostToOne connections to one host
     */
    public record Manner(String userAgent, Duration connectWithin, Duration silence, int most, int mostToOne) {}

    /** A client to close at the end. */
    public static CloseableHttpClient client(AddressGuard guard, Manner manner) {
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(manner.connectWithin()))
                .setSocketTimeout(Timeout.of(manner.silence()))
                .setTimeToLive(LONGEST_CONNECTION)
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Judged(guard))
                        .setDefaultConnectionConfig(connections)
                        .setMaxConnTotal(manner.most())
                        .setMaxConnPerRoute(manner.mostToOne())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setDefaultKeepAlive(LONGEST_IDLE.getDuration(), LONGEST_IDLE.getTimeUnit())
                        .build())
                .evictIdleConnections(LONGEST_IDLE)
                .setUserAgent(manner.userAgent())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** The connection goes to what was judged here, and nowhere else. */
    private record Judged(AddressGuard guard) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return guard.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
