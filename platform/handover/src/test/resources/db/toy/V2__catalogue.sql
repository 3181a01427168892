create table catalogue (
    id    text collate "C" primary key,
    title text not null
);
