package io.orkestro.gateway.console;

import io.orkestro.platform.contracts.ProbesContract;

@ConsoleTest
class ProbesIT extends ProbesContract {}
