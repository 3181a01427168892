package io.orkestro.marketplace.courier;

/** What a delivery may ask of its courier, and a courier says it can do. */
public enum Requirement {
    SIGNATURE,
    PHOTO,
    PIN,
    BARCODE,
    AGE_CHECK,
    TWO_PERSON,
    COLD,
    UPRIGHT
}
