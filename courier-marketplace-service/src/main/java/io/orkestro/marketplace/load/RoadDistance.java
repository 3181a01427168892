package io.orkestro.marketplace.load;

import io.orkestro.marketplace.place.Location;

/**
 * How far it is by road, without a road map: the great circle, times how much longer roads are.
 *
 * <p>The ratio is known as circuity or detour factor. Newell (1980) puts it at about 1.2 between random points of a city;
 * collected in <a href="https://en.wikibooks.org/wiki/Transportation_Geography_and_Network_Science/Circuity">Transportation
 * Geography and Network Science: Circuity</a>. Surveys that follow real trips find more, and most for the short ones:
 * Chalasani, Denstadli, Engebretsen and Axhausen, <a
 * href="https://webarchive.library.unt.edu/eot2008/20081020073944/http:/www.bts.gov/publications/journal_of_transportation_and_statistics/volume_08_number_02/html/paper_01/index.html">Precision
 * of Geocoded Locations and Network Distance Estimates</a>, Journal of Transportation and Statistics 8(2), 2005. The factor
 * here lies between them. Across a river or a railway it can be far off; who needs better needs a road map.
 */
public final class RoadDistance {

    /** The same for all vehicles, and on both sides of the migration: a quote does not depend on who reckons it. */
    static final double DETOUR = 1.3;

    private RoadDistance() {}

    public static double meters(Location from, Location to) {
        return from.metersTo(to) * DETOUR;
    }
}
