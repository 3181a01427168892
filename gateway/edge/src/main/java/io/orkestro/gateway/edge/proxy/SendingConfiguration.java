package io.orkestro.gateway.edge.proxy;

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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/**
 * The gateway's own two filters that send a request and its answer, told of our headers alone. They would ask six more of the
 * gateway's, each of which copies all headers to leave out a few, mostly the same few.
 */
@Configuration(proxyBeanMethods = false)
class SendingConfiguration {

    @Bean
    NettyRoutingFilter sendingRequests(HttpClient client, HttpClientProperties properties, OurHeaders headers) {
        return new NettyRoutingFilter(client, headers, properties);
    }

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
