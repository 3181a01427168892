-- What was told lately, for endpoints and rules of the other side's that are on their way.
create table told_news (
    delivery_id text        not null,
    handle      text        not null,
    type        text        not null,
    sequence    bigint      not null,
    happened_at timestamptz not null,
    retailer_id text        not null,
    decision    text        not null,
    data        text        not null,
    told_at     timestamptz not null,
    primary key (delivery_id, handle)
);
create index told_news_of_retailer on told_news (retailer_id, happened_at);
create index told_news_age on told_news (told_at);

alter table notification_rules add column changed_at timestamptz;

-- Nothing is kept for ever.
alter table notified_delivery add column heard_at timestamptz not null default now();
create index notified_delivery_age on notified_delivery (heard_at);
create index message_age on message (created_at);
