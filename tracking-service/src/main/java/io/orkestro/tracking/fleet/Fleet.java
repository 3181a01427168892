package io.orkestro.tracking.fleet;

import java.util.List;

/**
 * What a retailer has under way.
 *
 * @param data the newest change first
 * @param truncated whether there are more, too many for a map
 */
record Fleet(List<FleetDelivery> data, boolean truncated) {}
