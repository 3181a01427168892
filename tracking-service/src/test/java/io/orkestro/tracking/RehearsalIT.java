package io.orkestro.tracking;

import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.contracts.RehearsalContract;
import io.orkestro.platform.testing.TestServers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** Positions are written by other threads than those that take them in, so nothing of tracking's is rehearsed. */
@SpringBootTest(classes = TrackingApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestServers.class)
class RehearsalIT extends RehearsalContract {

    @Override
    protected List<Scene> scenes() {
        return List.of();
    }

    @Override
    protected As ops() {
        return Api.ops(port);
    }

    @Override
    protected @Nullable Scene askingTheOtherSide() {
        return null;
    }
}
