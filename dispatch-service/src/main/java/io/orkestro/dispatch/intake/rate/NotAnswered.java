package io.orkestro.dispatch.intake.rate;

/** The marketplace was not asked, or did not answer in time. Asking again may help, so that this is not remembered. */
final class NotAnswered extends RuntimeException {

    NotAnswered(String why) {
        super(why, null, false, false);
    }
}
