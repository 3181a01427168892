package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.LocalStack;
import java.io.PrintStream;
import java.net.URI;

/** {@code up}: starts what is missing, then says where everything is. */
final class Up {

    private final LocalStack stack;
    private final PrintStream out;

    Up(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    int run() {
        long start = System.nanoTime();
        out.println("Starting Orkestro in " + stack.home().folder());
        stack.start();
        out.printf("Ready in %d s.%n%n", Math.round((System.nanoTime() - start) / 1e9));
        URI edge = stack.url(Application.EDGE);
        out.printf(
                """
                  API             %s/v1   (OpenAPI: %s/v1/openapi.yaml)
                  Console         %s/togglz-console   (admin / %s; to look only: viewer / %s)
                  Tracking pages  %s/track/CODE
                  Demo retailer   %s   (ret_demo)

                Try:
                  ./orkestro demo
                  curl -H "Authorization: Bearer $(./orkestro token)" %s/v1/deliveries
                  %s
                """,
                edge,
                edge,
                edge,
                stack.adminPassword(),
                stack.viewerPassword(),
                edge,
                stack.keys().retailer(),
                edge,
                createByCurl(edge));
        Train.behind(stack, out);
        return 0;
    }

    private static String createByCurl(URI edge) {
        return """
                curl -H "Authorization: Bearer $(./orkestro token)" -H "Idempotency-Key: my-first" -H "Content-Type: application/json" \\
                    %s/v1/deliveries -d '{
                      "pickup":  {"name": "Ines", "address": {"line1": "27 Monmouth Street", "city": "London", "postcode": "WC2H 9EU", "country": "GB"}, "location": {"lat": 51.51432, "lng": -0.12675}},
                      "dropoff": {"name": "Ada", "address": {"line1": "12 St James Square", "city": "London", "postcode": "SW1Y 4LB", "country": "GB"}, "location": {"lat": 51.50735, "lng": -0.13547}},
                      "items": [{"name": "Coffee beans", "quantity": 2}], "orderValue": {"amount": 3600, "currency": "GBP"}}'""".formatted(edge);
    }
}
