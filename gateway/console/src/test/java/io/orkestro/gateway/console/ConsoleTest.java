package io.orkestro.gateway.console;

import io.orkestro.platform.contracts.ProbesContract;
import io.orkestro.platform.testing.TestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A running console on a free port, with its database, a broker and the internal doors of two applications. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.metrics.token=" + ProbesContract.TOKEN,
            "orkestro.console.admin-password=" + ConsoleTest.ADMIN,
            "orkestro.console.viewer-password=" + ConsoleTest.VIEWER,
            ConsoleTest.NO_GUARD,
            ConsoleTest.NO_HANDOVER
        })
@ContextConfiguration(initializers = TestDoors.class)
@Import({TestServers.class, Witness.class, FlagTable.class})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ConsoleTest {

    /** On the class path for the neighbours' sake; the console owns nothing that could be handed over. */
    String NO_HANDOVER = "spring.autoconfigure.exclude=io.orkestro.platform.handover.HandoverConfiguration,"
            + "io.orkestro.platform.handover.BetweenTwoSidesConfiguration";

    /** Contexts share a database, and traffic that one test makes up is nothing for another's guard. */
    String NO_GUARD = "orkestro.guard.enabled=false";

    String ADMIN = "the-admins-password";
    String VIEWER = "the-viewers-password";
}
