package io.orkestro.tracking;

import io.orkestro.platform.contracts.ProbesContract;

@TrackingTest
class ProbesIT extends ProbesContract {}
