package io.orkestro.gateway.console.peer;

/** An application did not answer, or refused. The message is a sentence for a page. */
final class DoorClosed extends RuntimeException {

    DoorClosed(String words) {
        super(words, null, false, false);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
