package io.orkestro.notification;

import io.orkestro.notification.world.NotificationTest;
import io.orkestro.platform.contracts.ProbesContract;

@NotificationTest
class ProbesIT extends ProbesContract {}
