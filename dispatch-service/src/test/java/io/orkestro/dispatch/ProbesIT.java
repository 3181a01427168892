package io.orkestro.dispatch;

import io.orkestro.platform.contracts.ProbesContract;

@DispatchTest
class ProbesIT extends ProbesContract {}
