package io.orkestro.dispatch.consignment;

/** What the hand-over or the ride asks for beyond carrying. */
public enum Requirement {
    SIGNATURE,
    PHOTO,
    PIN,
    BARCODE,
    AGE_CHECK,
    TWO_PERSON,
    COLD,
    UPRIGHT;

    /** Whether somebody has to be met at the door for it. */
    boolean needsRecipient() {
        return switch (this) {
            case SIGNATURE, PIN, AGE_CHECK -> true;
            case PHOTO, BARCODE, TWO_PERSON, COLD, UPRIGHT -> false;
        };
    }
}
