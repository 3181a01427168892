-- For which return of the other side the rows are told, by the version of the routing table; 0 for the first time of all.
alter table backfill add column returning_version bigint not null default 0;
