package io.orkestro.gateway.edge.proxy;

import io.netty.channel.ChannelPipeline;
import io.orkestro.gateway.edge.place.PlaceChecks;
import io.orkestro.gateway.edge.problem.UnreadableRequests;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/** What settings cannot say about the server in front and the client behind. */
@Configuration(proxyBeanMethods = false)
class NettyConfiguration {

    /** Left to itself the client sends a request again when a pooled connection breaks, a POST too. */
    @Bean
    HttpClientCustomizer nothingIsRepeatedBehindOurBack() {
        return client -> client.disableRetry(true);
    }

    /** A container that was replaced has the name of the one before and another address, whatever the name server promised. */
    @Bean
    HttpClientCustomizer namesAreLookedUpAgain() {
        return client -> client.resolver(names -> names.cacheMaxTimeToLive(PlaceChecks.NAMES_HOLD));
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> unreadableRequestsAreProblemsToo() {
        return factory ->
                factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, address) -> {
                    ChannelPipeline pipeline = channel.pipeline();
                    if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                        pipeline.addAfter(NettyPipeline.HttpCodec, "unreadable-requests", new UnreadableRequests());
                    }
                }));
    }
}
