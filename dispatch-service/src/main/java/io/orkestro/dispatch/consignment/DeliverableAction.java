package io.orkestro.dispatch.consignment;

/** How the driver hands the goods over. */
public enum DeliverableAction {
    MEET_AT_DOOR,
    LEAVE_AT_DOOR
}
