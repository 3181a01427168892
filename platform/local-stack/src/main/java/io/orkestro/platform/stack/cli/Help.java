package io.orkestro.platform.stack.cli;

/** What {@code ./orkestro help} prints. */
final class Help {

    static final String TEXT = """
            ./orkestro COMMAND

              up                starts what does not run: PostgreSQL, a broker, the applications, demo data
              status            what runs, where, and how it is
              logs [APP] [-f]   the last lines of one log or of all; -f goes on
              demo [URL]        one delivery, told as it happens; of the platform at URL, as in compose, with its
                                ORKESTRO_ADMIN_PASSWORD and ORKESTRO_CONSOLE_URL
              trace ID          what a request set in motion, over all applications; ID of a trace, delivery or request
              token [ROLE]      the demo API key of retailer (default), courier or ops; metrics: of whoever scrapes
              deploy APP [WHAT] replaces one application by what the checkout has built, a jar, or an earlier build, while it
                                serves; goes back by itself where the new one does not
                                --compose: the same in an installation by compose; WHAT is an image's tag
              deployments       those there were, and what they say of how we deliver
              attach APP        stops APP and says how to run it yourself, in a terminal or an IDE
              train             makes the AOT caches that are missing; up does it behind itself
              secrets           random secrets for docker-compose.yml; ./orkestro secrets > .env
              build             the applications' jars, where they are stale
              measure [ROUNDS]  what starting costs with AOT caches and without, on servers made for it
              down              stops everything; data stay
              help              this

            Settings (environment):
              ORKESTRO_HOME             where data, logs, pids and secrets are      .orkestro in the checkout
              ORKESTRO_POSTGRES_URL     a PostgreSQL to use                         own one, started here
              ORKESTRO_RABBITMQ_URI     a RabbitMQ to use                           own one, started here
              ORKESTRO_BROKER           embedded | rabbitmq                         rabbitmq if installed
              ORKESTRO_DATABASE_PREFIX  of database names on a shared server        none
              ORKESTRO_PORT_BASE        first of twenty ports; internal doors +1000 8080
              ORKESTRO_PORT_<NAME>      one port: EDGE, CONSOLE, ..., POSTGRES, BROKER
              ORKESTRO_EDGES            how many edges, up to 4                     1
              ORKESTRO_AOT              off: make and use no AOT caches             on
              ORKESTRO_COMMIT           what a deployed jar was made of             HEAD of the checkout
              ORKESTRO_SANDBOX_SPEED    how fast sandbox couriers ride              1: a trip of a minute""";

    private Help() {}
}
