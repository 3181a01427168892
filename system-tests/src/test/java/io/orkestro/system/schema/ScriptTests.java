package io.orkestro.system.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table note (id text primary key, body text not null)",
                "alter table delivery add column note text",
                "alter table delivery add note text, add column seen boolean not null default false",
                "alter table delivery alter column note drop not null",
                "alter table delivery set (fillfactor = 70)",
                "create index delivery_note on delivery (note) where note is not null",
                "update delivery set note = 'a; b -- c' where note is null",
                "insert into note (id, body) values ('1', 'drop table x')",
                "create function f() returns int language sql as $$ delete from x; select 1 $$",
                "-- what it is; and why\ncreate sequence numbers",
            })
    void addsOnly(String statement) {
        assertThat(new Script(statement + ";").dangers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table delivery",
                "alter table delivery drop column note",
                "alter table delivery rename column note to remark",
                "alter table delivery rename to deliveries",
                "alter table delivery alter column note type varchar(10)",
                "alter table delivery alter column note set not null",
                "alter table delivery alter column note drop default",
                "alter table delivery add column note text not null",
                "alter table delivery add note text, drop column remark",
                "alter table delivery add column note text unique",
                "alter table delivery add constraint short check (length(note) < 10)",
                "alter table delivery add foreign key (note) references note",
                "ALTER TABLE delivery\n    DROP CONSTRAINT delivery_pkey",
                "create unique index delivery_note on delivery (note)",
                "drop index delivery_note",
                "delete from delivery",
                "revoke select on delivery from edge",
                "do $$ begin end $$",
                "create or replace view v as select 1",
                "create trigger t before insert on delivery execute function f()",
            })
    void getsInTheWay(String statement) {
        assertThat(new Script(statement + ";").dangers()).hasSize(1);
    }

    @Test
    void aTableThatNobodyKnowsYetMayBeChangedAtWill() {
        assertThat(new Script("""
                create table note (id text);
                create unique index note_id on note (id);
                alter table note alter column id set not null;
                """).dangers()).isEmpty();
    }

    @Test
    void oneStatementAmongOthersIsFound() {
        assertThat(new Script("""
                -- Not used any more; says 'why
                alter table a add column b text; -- first
                alter table a drop column c;
                create index i on a (b);
                """).dangers()).isEqualTo(List.of("alter table a drop column c"));
    }

    @Test
    void aContractNamesWhatItEnds() {
        assertThat(new Script("-- contracts V61__note.sql\nalter table a drop column b;").contracts())
                .contains("V61__note.sql");
        assertThat(new Script("alter table a drop column b; -- contracts nothing").contracts())
                .isEmpty();
    }
}
