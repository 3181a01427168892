package io.orkestro.notification.message;

import io.orkestro.notification.news.Events;
import io.orkestro.notification.news.Status;

/** Whether news is still worth telling when later news is known: nobody wants "picked up" after "delivered". */
final class Freshness {

    private Freshness() {}

    /**
     * @param type of the event that is to be told
     * @param newest status that is known by now
     */
    static boolean isStale(String type, Status newest) {
        if (type.equals(Events.CREATED)) {
            return newest.isFinal();
        }
        return Status.reachedBy(type).map(told -> isOvertaken(told, newest)).orElse(newest.isFinal());
    }

    private static boolean isOvertaken(Status told, Status newest) {
        return switch (told) {
            case PENDING, ASSIGNED, PICKUP_ARRIVED -> newest.isFinal() || newest.compareTo(Status.PICKED_UP) >= 0;
            case PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED -> newest.isFinal() || newest == Status.RETURNING;
            case RETURNING -> newest.isFinal();
            case DELIVERED, CANCELLED, RETURNED, FAILED, EXPIRED -> false;
        };
    }
}
