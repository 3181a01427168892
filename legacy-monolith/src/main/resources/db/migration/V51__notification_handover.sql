-- Notification on two sides. Endpoints, rules, opt-outs and messages change hands; the log of webhooks and what is remembered
-- of others is copied, in any order.
alter table webhook_endpoint add column deleted boolean not null default false;
alter table webhook_endpoint add column unknown jsonb;
create index webhook_endpoint_in_order on webhook_endpoint (id collate "C");

alter table webhook drop constraint webhook_endpoint_id_fkey;
alter table webhook alter column body drop not null;
drop index webhook_of_endpoint;
create index webhook_of_endpoint on webhook (endpoint_id, created_at);
create index webhook_in_order on webhook (id collate "C");

alter table webhook_attempt drop constraint webhook_attempt_webhook_id_fkey;
alter table webhook_attempt drop constraint webhook_attempt_endpoint_id_fkey;
alter table webhook_attempt drop constraint webhook_attempt_webhook_id_number_key;
alter table webhook_attempt add column ours boolean not null default true;
drop index webhook_attempt_due;
create index webhook_attempt_due on webhook_attempt (endpoint_id, due_at) where status = 'pending' and ours;
create index webhook_attempt_of_webhook on webhook_attempt (webhook_id);

alter table notification_rules add column sequence bigint not null default 1;
alter table notification_rules add column unknown jsonb;
update notification_rules set sequence = version;
create index notification_rules_in_order on notification_rules (retailer_id collate "C");

-- The version before writes opt-outs without ids.
alter table opt_out add column id text generated always as
    ('opt_' || substring(retailer_id from 5) || '_' || md5(address)) stored;
alter table opt_out drop constraint opt_out_pkey;
alter table opt_out add primary key (id);
alter table opt_out add constraint opt_out_address unique (retailer_id, address);
alter table opt_out add column removed_at timestamptz;
alter table opt_out add column epoch bigint not null default 1;
alter table opt_out add column sequence bigint not null default 1;
alter table opt_out add column unknown jsonb;
create index opt_out_of_retailer on opt_out (retailer_id, created_at desc, address desc) where removed_at is null;
create index opt_out_in_order on opt_out (id collate "C");

alter table message alter column delivery_id drop not null;
alter table message add column eta timestamptz;
alter table message add column epoch bigint not null default 1;
alter table message add column sequence bigint not null default 1;
alter table message add column unknown jsonb;
create index message_in_order on message (id collate "C");

create index notified_delivery_in_order on notified_delivery (id collate "C");
