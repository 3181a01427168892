package io.orkestro.dispatch.proof;

import io.orkestro.dispatch.consignment.Requirement;

/** How a hand-over is proved. */
public enum ProofType {
    PHOTO,
    SIGNATURE,
    PIN,
    BARCODE,
    AGE_CHECK,
    ID_CHECK;

    /** Whether it is a picture; the others are a text. */
    boolean isPicture() {
        return switch (this) {
            case PHOTO, SIGNATURE -> true;
            case PIN, BARCODE, AGE_CHECK, ID_CHECK -> false;
        };
    }

    /** Whether it is what a requirement asks for. */
    boolean proves(Requirement requirement) {
        return switch (requirement) {
            case SIGNATURE -> this == SIGNATURE;
            case PHOTO -> this == PHOTO;
            case PIN -> this == PIN;
            case BARCODE -> this == BARCODE;
            case AGE_CHECK -> this == AGE_CHECK || this == ID_CHECK;
            case TWO_PERSON, COLD, UPRIGHT -> false;
        };
    }

    /** Whether a requirement is one that a proof can meet. */
    static boolean canProve(Requirement requirement) {
        for (ProofType type : values()) {
            if (type.proves(requirement)) {
                return true;
            }
        }
        return false;
    }
}
