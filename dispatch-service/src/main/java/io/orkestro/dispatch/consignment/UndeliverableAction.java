package io.orkestro.dispatch.consignment;

/** What the driver does with goods that cannot be handed over. */
public enum UndeliverableAction {
    RETURN,
    LEAVE_AT_DOOR,
    DISCARD
}
