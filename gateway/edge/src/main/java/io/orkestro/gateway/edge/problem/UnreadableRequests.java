package io.orkestro.gateway.edge.problem;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.orkestro.gateway.edge.route.ServedBy;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.Problem;
import io.orkestro.platform.web.request.RequestIds;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a problem document to what the server refuses before any filter is asked: a request line that is no HTTP, a
 * target that is no URI, headers without end. Such an answer is known by having neither body nor request id.
 */
public final class UnreadableRequests extends ChannelOutboundHandlerAdapter {

    private static final JsonMapper JSON = StrictJson.mapper();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse response && isRefusedUnread(response)) {
            FullHttpResponse explained = explain(response);
            response.release();
            context.write(explained, promise);
        } else {
            context.write(message, promise);
        }
    }

    private static boolean isRefusedUnread(FullHttpResponse response) {
        return response.status().code() >= 400
                && !response.content().isReadable()
                && !response.headers().contains(RequestIds.HEADER);
    }

    private static FullHttpResponse explain(FullHttpResponse refused) {
        String requestId = RequestIds.acceptOrCreate(null);
        byte[] body = JSON.writeValueAsBytes(problem(refused.status().code(), requestId));
        FullHttpResponse explained =
                new DefaultFullHttpResponse(refused.protocolVersion(), refused.status(), Unpooled.wrappedBuffer(body));
        explained
                .headers()
                .set(refused.headers())
                .set(RequestIds.HEADER, requestId)
                .set(ServedBy.HEADER, ServedBy.EDGE)
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return explained;
    }

    private static Problem problem(int status, String requestId) {
        return status < 500
                ? Problem.of(
                        status,
                        "malformed_request",
                        "The request cannot be read",
                        "The request line, a header or the address is not valid HTTP, or too long.",
                        requestId,
                        List.of())
                : Problem.of(
                        status,
                        "internal_error",
                        "Something went wrong here",
                        "The request could not be handled.",
                        requestId,
                        List.of());
    }
}
