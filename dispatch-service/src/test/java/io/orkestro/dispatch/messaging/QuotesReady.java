package io.orkestro.dispatch.messaging;

import io.orkestro.dispatch.rule.Quote;
import io.orkestro.platform.web.json.StrictJson;
import java.util.List;

/** {@code quotes.ready} as dispatch reads it. */
public final class QuotesReady {

    private QuotesReady() {}

    public static List<Quote> quotesIn(String data) {
        return StrictJson.mapper()
                .readValue(data, MarketplaceAnswers.QuotesReadyMessage.class)
                .quotes();
    }
}
