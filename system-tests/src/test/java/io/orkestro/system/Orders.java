package io.orkestro.system;

/** Bodies a retailer would send. */
final class Orders {

    private Orders() {}

    static final String PICKUP = """
        {"name":"Ines","business":"Monmouth Coffee","phone":"+442072323010",
         "address":{"line1":"27 Monmouth Street","city":"London","postcode":"WC2H 9EU","country":"GB"},
         "location":{"lat":51.51432,"lng":-0.12675}}\
        """;

    static final String DROPOFF = """
        {"name":"Ada Lovelace","phone":"+442079460123","email":"ada@example.org",
         "address":{"line1":"12 St James's Square","city":"London","postcode":"SW1Y 4LB","country":"GB"},
         "location":{"lat":51.50735,"lng":-0.13547},"instructions":"Second bell"}\
        """;

    /** A small order for now. */
    static String order(String externalId) {
        return order(externalId, "");
    }

    /**
     * @param more further fields, each ending with a comma
     */
    static String order(String externalId, String more) {
        return """
            {"externalId":"%s",%s
             "pickup":%s,
             "dropoff":%s,
             "items":[{"name":"Beans, 1 kg","quantity":2,"size":"small","weightGrams":1000}],
             "orderValue":{"amount":3600,"currency":"GBP"}}\
            """.formatted(externalId, more, PICKUP, DROPOFF);
    }

    /** What a retailer asks prices for. */
    static String errand() {
        return """
            {"pickup":%s,"dropoff":%s,
             "items":[{"name":"Beans, 1 kg","quantity":2,"size":"small","weightGrams":1000}],
             "orderValue":{"amount":3600,"currency":"GBP"}}\
            """.formatted(PICKUP, DROPOFF);
    }
}
