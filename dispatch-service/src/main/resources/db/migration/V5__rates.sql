-- What the marketplace answered to questions that another instance waits with; kept for as long as somebody may wait.
create table rate_answer (
    request_id  text        primary key,
    answer      jsonb       not null,
    answered_at timestamptz not null
);
create index rate_answer_by_age on rate_answer (answered_at);
