package io.orkestro.notification.world;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.orkestro.platform.testing.TcpProxy;
import java.io.IOException;
import java.net.ServerSocket;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A real SMTP server on a free port, at the end of a wire that can go silent. */
@TestConfiguration(proxyBeanMethods = false)
class MailServer {

    @Bean(initMethod = "start", destroyMethod = "stop")
    GreenMail mails() throws IOException {
        return new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    /** It keeps it over a restart, as a dynamic port would not be kept. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Bean
    TcpProxy wireToTheMailServer(GreenMail mails) {
        return TcpProxy.to("127.0.0.1", mails.getSmtp().getPort());
    }

    @Bean
    DynamicPropertyRegistrar mailServerAddress(TcpProxy wire) {
        return registry -> {
            registry.add("spring.mail.host", () -> "127.0.0.1");
            registry.add("spring.mail.port", wire::port);
        };
    }
}
