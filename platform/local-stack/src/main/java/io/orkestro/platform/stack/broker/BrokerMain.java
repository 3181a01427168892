package io.orkestro.platform.stack.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@link EmbeddedBroker} as a process of its own: folder and port as arguments, the password in its environment. */
public final class BrokerMain {

    static final String PASSWORD = "ORKESTRO_BROKER_PASSWORD";
    static final String USER = "orkestro";

    private BrokerMain() {}

    /** Exists while the broker can be used. */
    static Path readyFile(Path folder) {
        return folder.resolve("ready");
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        EmbeddedBroker broker = EmbeddedBroker.durable(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), USER, System.getenv(PASSWORD));
        // Its port answers before its queues are there.
        Files.writeString(readyFile(Path.of(arguments[0])), "");
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.close();
            stopped.countDown();
        }));
        stopped.await();
    }
}
