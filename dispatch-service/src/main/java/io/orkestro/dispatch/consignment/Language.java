package io.orkestro.dispatch.consignment;

/** The recipient's language, for messages and the tracking page. */
public enum Language {
    EN,
    IT
}
