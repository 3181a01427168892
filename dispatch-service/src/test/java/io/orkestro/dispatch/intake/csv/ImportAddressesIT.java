package io.orkestro.dispatch.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orkestro.dispatch.DispatchTest;
import io.orkestro.dispatch.intake.address.KnowsAddresses;
import io.orkestro.dispatch.intake.order.FiledOrders;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Files of orders where a service knows addresses, and is not always there. */
@DispatchTest
class ImportAddressesIT {

    private static final String NOWHERE = "Nowhere Lane";
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final KnowsAddresses service = new KnowsAddresses(
            asked -> String.valueOf(asked.get("street")).startsWith(NOWHERE) ? "[]" : KnowsAddresses.HOUSE);
    private final String key =
            "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String retailerId = "ret_" + key;
    private final String street = UUID.randomUUID() + " Street";
    private final Imports imports;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final WorkImports work;

    /** What it puts off is due tomorrow: none of those that run here, which ask nobody, takes it up. */
    @Autowired
    ImportAddressesIT(Imports imports, JdbcClient jdbc, TransactionTemplate transactions, BeanFactory beans) {
        this.imports = imports;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.work = new WorkImports(
                imports,
                FiledOrders.asking(service.asked(jdbc), beans),
                transactions,
                Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void anAddressInManyRowsIsAskedForOnce() {
        Imports.Due due = claimed(row("A-1", street), row("A-2", street), row("A-3", street));

        work.work(due);

        assertThat(show(due).status()).isEqualTo(ImportStatus.DONE);
        assertThat(show(due).accepted()).isEqualTo(3);
        assertThat(service.asked(street)).isEqualTo(1);
    }

    @Test
    void aRowThatNobodyKnowsThePlaceOfComesBack() {
        Imports.Due due = claimed(row("A-1", street), row("A-2", NOWHERE));

        work.work(due);

        assertThat(show(due).accepted()).isEqualTo(1);
        assertThat(imports.refused(due.id(), 0, 10)).singleElement().satisfies(refused -> {
            assertThat(refused.row().number()).isEqualTo(3);
            assertThat(refused.faults())
                    .extracting(Fault::column, Fault::code)
                    .containsExactly(tuple("DestinationAddress", "address_not_found"));
        });
    }

    @Test
    void anImportKeepsWhatItHasAndWaitsForOneThatIsAway() {
        String another = UUID.randomUUID() + " Street";
        work.work(claimed(row("A-0", street)));
        Imports.Due due = claimed(row("A-1", street), row("A-2", another), row("A-3", street));
        service.answersWith(503);

        work.work(due);

        Import waiting = show(due);
        assertThat(waiting.status()).isEqualTo(ImportStatus.WORKING);
        assertThat(waiting.accepted()).isEqualTo(1);
        assertThat(waiting.detail()).contains("503");

        service.answersWith(200);
        work.work(new Imports.Due(due.id(), retailerId, LONDON, 2, 2));

        Import done = show(due);
        assertThat(done.status()).isEqualTo(ImportStatus.DONE);
        assertThat(done.accepted()).isEqualTo(3);
        assertThat(done.detail()).isNull();
    }

    private String row(String ref, String address) {
        return Files.row(
                retailerId, ref, Column.DESTINATION_ADDRESS, address, Column.SOURCE_ADDRESS, "14 Redchurch Street");
    }

    private Import show(Imports.Due due) {
        return imports.find(retailerId, due.id()).orElseThrow();
    }

    private Imports.Due claimed(String... rows) {
        byte[] file = Files.bytes(Files.of(List.of(rows)));
        String id = Ids.random("imp", new RoutingKey(key));
        transactions.executeWithoutResult(_ -> {
            imports.keep(id, retailerId, LONDON, file, rows.length);
            jdbc.sql("update order_import set due_at = now() + interval '1 hour', tries = 1 where id = ?")
                    .param(id)
                    .update();
        });
        return new Imports.Due(id, retailerId, LONDON, 1, 1);
    }
}
