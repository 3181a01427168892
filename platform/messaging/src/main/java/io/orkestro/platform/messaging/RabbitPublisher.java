package io.orkestro.platform.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.orkestro.platform.messaging.OutboxRow.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * Publishes on one channel of its own, pipelined, persistent and mandatory. The connection is not the consumers': a
 * broker short of memory blocks the connections that publish, and acknowledgements must go on.
 */
final class RabbitPublisher implements Publisher {

    private static final int PERSISTENT = 2;
    private static final int ABORT_MILLIS = 500;
    private static final Logger log = LoggerFactory.getLogger(RabbitPublisher.class);

    private final ConnectionFactory connections;
    private final UnaryOperator<String> exchangeNames;
    private final Duration confirmTimeout;
    private final Runnable declareTopology;

    private @Nullable Channel channel;
    private @Nullable Connection connection;
    /** Why the broker has stopped reading from the connection, for lack of memory or disk. */
    private volatile @Nullable String blocked;

    private Confirms confirms = new Confirms();
    /** Routes that led to a queue, on this channel. */
    private final Set<Route> proven = new HashSet<>();

    /**
     * @param declareTopology called on each new connection, before anything is sent: what this application says, its
     *     own queues must not miss
     */
    RabbitPublisher(
            ConnectionFactory connections,
            UnaryOperator<String> exchangeNames,
            Duration confirmTimeout,
            Runnable declareTopology) {
        ConnectionFactory publishing = connections.getPublisherConnectionFactory();
        this.connections = publishing == null ? connections : publishing;
        this.exchangeNames = exchangeNames;
        this.confirmTimeout = confirmTimeout;
        this.declareTopology = declareTopology;
    }

    @Override
    public void open() throws ConnectionLost {
        // Whatever is sent now is read when the alarm is over, and so is every repeat, on this connection or the next.
        if (blocked != null && connection != null && connection.isOpen()) {
            throw new ConnectionLost("the broker blocks publishers: " + blocked, true, null);
        }
        channel();
    }

    @Override
    public Outcome publish(List<OutboxRow> rows) throws RowRefused, ConnectionLost, InterruptedException {
        Channel open = channel();
        boolean completed = false;
        try {
            List<OutboxRow> sent = send(open, rows);
            confirms.await(confirmTimeout);
            completed = true;
            return outcome(sent);
        } catch (IllegalArgumentException e) {
            throw new RowRefused("not sendable: " + e.getMessage(), false, e);
        } catch (ShutdownSignalException e) {
            if (e.isHardError()) {
                throw new ConnectionLost("connection closed: " + e.getMessage(), false, e);
            }
            throw refusal(e);
        } catch (IOException e) {
            throw new ConnectionLost("connection broken: " + e.getMessage(), false, e);
        } catch (Confirms.Silence e) {
            if (blocked == null) {
                // A polite goodbye could take minutes, too.
                open.getConnection().abort(ABORT_MILLIS);
            }
            throw new ConnectionLost("no confirm within " + confirmTimeout, true, e);
        } finally {
            if (!completed) {
                abandon(open);
            }
        }
    }

    @Override
    public void close() {
        Channel open = channel;
        if (open != null) {
            abandon(open);
        }
    }

    /**
     * Behind a row whose route is not proven its subject waits for the next call: were the first returned, the
     * second, on another route, would have overtaken it.
     */
    private List<OutboxRow> send(Channel open, List<OutboxRow> rows) throws IOException {
        List<OutboxRow> sent = new ArrayList<>(rows.size());
        Set<String> uncertain = new HashSet<>();
        for (OutboxRow row : rows) {
            if (uncertain.contains(row.subject())) {
                continue;
            }
            if (row.attempts() > 0 || !proven.contains(row.route())) {
                uncertain.add(row.subject());
            }
            confirms.expect(open.getNextPublishSeqNo(), row);
            open.basicPublish(
                    exchangeNames.apply(row.exchange()),
                    row.routingKey(),
                    true,
                    new AMQP.BasicProperties.Builder()
                            .messageId(row.messageId().toString())
                            .type(row.type())
                            .contentType("application/json")
                            .deliveryMode(PERSISTENT)
                            .build(),
                    row.body().getBytes(StandardCharsets.UTF_8));
            sent.add(row);
        }
        return sent;
    }

    private Outcome outcome(List<OutboxRow> sent) {
        Outcome outcome = confirms.outcome(sent);
        outcome.returned().forEach(row -> proven.remove(row.route()));
        outcome.taken().forEach(row -> proven.add(row.route()));
        return outcome;
    }

    private Channel channel() throws ConnectionLost {
        Channel open = channel;
        if (open != null && open.isOpen()) {
            return open;
        }
        Channel shared = connections.createConnection().createChannel(false);
        // The factory's proxy would hand the channel on when closed; this one stays ours, with its confirms.
        Channel own = shared instanceof ChannelProxy proxy ? proxy.getTargetChannel() : shared;
        try {
            if (!own.getConnection().equals(connection)) {
                declareTopology.run();
                connection = own.getConnection();
                blocked = null;
                connection.addBlockedListener(reason -> blocked = reason, () -> blocked = null);
            }
            Confirms fresh = new Confirms();
            own.confirmSelect();
            own.addConfirmListener(fresh);
            own.addReturnListener(fresh);
            own.addShutdownListener(fresh::closed);
            confirms = fresh;
            proven.clear();
            channel = own;
            return own;
        } catch (IOException | AlreadyClosedException e) {
            abandon(own);
            throw new ConnectionLost("no channel: " + e.getMessage(), false, e);
        } catch (AmqpException e) {
            abandon(own);
            throw e;
        }
    }

    private void abandon(Channel open) {
        channel = null;
        if (blocked != null) {
            // It would not read our goodbye. The channel ends with the connection.
            return;
        }
        try {
            open.abort();
        } catch (IOException | ShutdownSignalException e) {
            log.debug("The channel was already gone", e);
        }
    }

    private static RowRefused refusal(ShutdownSignalException e) {
        return e.getReason() instanceof AMQP.Channel.Close close
                ? new RowRefused(close.getReplyText(), close.getReplyCode() == AMQP.NOT_FOUND, e)
                : new RowRefused("channel closed: " + e.getMessage(), false, e);
    }
}
