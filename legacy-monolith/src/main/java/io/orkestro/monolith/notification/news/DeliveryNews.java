package io.orkestro.monolith.notification.news;

import tools.jackson.databind.node.ObjectNode;

/** Dispatch's news, the snapshot as it came: retailers' systems get all of it. */
public record DeliveryNews(ObjectNode delivery, String retailerId) {}
