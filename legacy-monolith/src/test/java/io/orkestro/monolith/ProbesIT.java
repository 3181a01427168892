package io.orkestro.monolith;

import io.orkestro.monolith.world.MonolithTest;
import io.orkestro.platform.contracts.ProbesContract;

@MonolithTest
class ProbesIT extends ProbesContract {}
