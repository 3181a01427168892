package io.orkestro.notification.message;

import io.orkestro.notification.news.Masking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where no provider is set up, texts go nowhere, and say so. */
final class SandboxSms implements SmsProvider {

    private static final Logger log = LoggerFactory.getLogger(SandboxSms.class);

    @Override
    public String send(String reference, String to, String text) {
        log.info("Text message {} to {} stays here: no provider is set up", reference, Masking.mask(to));
        return "sandbox-" + reference;
    }
}
