package io.orkestro.gateway.console.peer;

/** An application did not answer, or refused. The message is a sentence for a page. */
final class DoorClosed extends RuntimeException {

    DoorClosed(Peer peer, String how) {
        super("%s %s.".formatted(peer.application(), how), null, false, false);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
