package io.orkestro.gateway.edge.proxy;

import io.orkestro.gateway.edge.route.PathTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.observation.ObservedRequestHttpHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.observation.ObservedResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClient;

/**
 * The gateway's own two filters that send a request and its answer, told of our headers alone. They would ask six more of the
 * gateway's, each of which copies all headers to leave out a few, mostly the same few.
 */
@Configuration(proxyBeanMethods = false)
class SendingConfiguration {

    @Bean
    NettyRoutingFilter sendingRequests(
            HttpClient client, StreamClient streams, HttpClientProperties properties, OurHeaders headers) {
        return new NettyRoutingFilter(client, headers, properties) {

            @Override
            protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
                return PathTable.rowOf(exchange).streams() ? streams.client() : super.getHttpClient(route, exchange);
            }
        };
    }

    @Bean
    StreamClient streamClient(OwnClients clients, EdgeProperties edge) {
        return new StreamClient(clients.onItsOwn("streams", edge.streams()));
    }

    /** Open pages hold connections for minutes: among everybody's, five hundred of them would leave nobody else one. */
    record StreamClient(HttpClient client) {}

    /** The gateway leaves it out together with the one above. */
    @Bean
    NettyWriteResponseFilter sendingAnswers(GatewayProperties properties, OurHeaders headers) {
        return new NettyWriteResponseFilter(properties.getStreamingMediaTypes(), headers);
    }

    @Bean
    OurHeaders ourHeaders(
            RequestHeaders request,
            ResponseHeaders response,
            Optional<ObservedRequestHttpHeadersFilter> observedRequest,
            Optional<ObservedResponseHttpHeadersFilter> observedResponse) {
        List<HttpHeadersFilter> filters = new ArrayList<>(List.of(request, response));
        observedRequest.ifPresent(filters::add);
        observedResponse.ifPresent(filters::add);
        return new OurHeaders(filters);
    }

    /** In the shape in which the gateway takes its headers' filters. */
    record OurHeaders(List<HttpHeadersFilter> filters) implements ObjectProvider<List<HttpHeadersFilter>> {

        @Override
        public Stream<List<HttpHeadersFilter>> stream() {
            return Stream.of(filters);
        }
    }
}
