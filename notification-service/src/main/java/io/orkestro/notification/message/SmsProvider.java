package io.orkestro.notification.message;

/** Whoever carries text messages to phones. */
interface SmsProvider {

    /**
     * @param reference our id of the message, the same in every try
     * @param to E.164
     * @return the provider's id for it
     */
    String send(String reference, String to, String text) throws NotSent;
}
