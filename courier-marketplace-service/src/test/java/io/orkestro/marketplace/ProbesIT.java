package io.orkestro.marketplace;

import io.orkestro.platform.contracts.ProbesContract;
import io.orkestro.platform.testing.TestServers;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.metrics.token=" + ProbesContract.TOKEN,
            "orkestro.secret-key=" + Testbed.SECRET,
            "orkestro.token.secret=" + Testbed.SECRET
        })
@Import(TestServers.class)
class ProbesIT extends ProbesContract {}
