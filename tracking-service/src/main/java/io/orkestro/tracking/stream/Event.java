package io.orkestro.tracking.stream;

/**
 * One piece of a stream.
 *
 * @param id what a client that comes back says it has seen; the same content has the same id, whoever sends it
 * @param name of the kind
 * @param data on one line
 */
public record Event(String id, String name, String data) {

    public Event {
        if ((id + name + data).indexOf('\n') >= 0) {
            throw new IllegalArgumentException("An event's parts have one line each");
        }
    }

    /** As the standard for server-sent events writes it. */
    String asText() {
        return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }
}
