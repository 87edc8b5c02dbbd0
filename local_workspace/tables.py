"""The tables of the store."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY,
    mime_type TEXT NOT NULL,
    owner TEXT NOT NULL,
    version INTEGER NOT NULL,
    trashed INTEGER NOT NULL,
    resource TEXT NOT NULL      -- JSON: what people may set, and times
);
CREATE TABLE IF NOT EXISTS documents (
    file_id TEXT PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS permissions (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    type TEXT NOT NULL,         -- user | anyone
    role TEXT NOT NULL,
    email TEXT NOT NULL,        -- empty for anyone
    extra TEXT NOT NULL,        -- JSON
    PRIMARY KEY (file_id, id)
);
CREATE INDEX IF NOT EXISTS permissions_by_person ON permissions (email);
-- One entry per person and file: a new change replaces the one before it.
CREATE TABLE IF NOT EXISTS changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    file_id TEXT NOT NULL,
    removed INTEGER NOT NULL,
    time TEXT NOT NULL,
    UNIQUE (person, file_id)
);
CREATE INDEX IF NOT EXISTS changes_by_person ON changes (person, seq);
CREATE TABLE IF NOT EXISTS revisions (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    person TEXT NOT NULL,       -- empty for someone with the link
    time TEXT NOT NULL,
    PRIMARY KEY (file_id, id)
);
CREATE TABLE IF NOT EXISTS channels (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    resource_uri TEXT NOT NULL,
    expiration INTEGER NOT NULL, -- milliseconds since 1970
    messages INTEGER NOT NULL,   -- how many were delivered or given up
    seen INTEGER NOT NULL        -- the change up to which the receiver was told
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- What a token with drive.file sees: files that such a token made, or that a person opened with the app.
CREATE TABLE IF NOT EXISTS opened (
    file_id TEXT NOT NULL,      -- stays when the file goes: its removal is told
    person TEXT NOT NULL,       -- empty for everybody who has access
    PRIMARY KEY (file_id, person)
);
CREATE INDEX IF NOT EXISTS permissions_that_end ON permissions (file_id)
    WHERE json_extract(extra, '$.expirationTime') IS NOT NULL;
-- What a channel of `files.watch` waits for; channels without an entry wait for any change.
CREATE TABLE IF NOT EXISTS file_channels (
    channel_id TEXT PRIMARY KEY REFERENCES channels (id) ON DELETE CASCADE,
    file_id TEXT NOT NULL,
    state TEXT NOT NULL,        -- what happened since the last message: update | trash | untrash | remove
    changed TEXT NOT NULL       -- and to what of the file: content,properties,permissions,parents
);
CREATE INDEX IF NOT EXISTS file_channels_by_file ON file_channels (file_id);
-- A revision's content (of uploaded files) and what people set on it.
CREATE TABLE IF NOT EXISTS contents (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    facts TEXT NOT NULL,        -- JSON, in the names of Drive's Revision
    body BLOB,
    PRIMARY KEY (file_id, revision)
);
CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    target TEXT NOT NULL,       -- the file to be replaced; empty for a new one
    time TEXT NOT NULL,
    facts TEXT NOT NULL         -- JSON
);
CREATE TABLE IF NOT EXISTS upload_pieces (
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS upload_pieces_by_upload ON upload_pieces (upload_id);
CREATE TABLE IF NOT EXISTS approvals (
    id TEXT PRIMARY KEY,
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    resource TEXT NOT NULL      -- JSON: the Approval with addresses for users
);
CREATE INDEX IF NOT EXISTS approvals_by_file ON approvals (file_id);
CREATE TABLE IF NOT EXISTS stars (
    person TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    PRIMARY KEY (person, file_id)
);
CREATE TABLE IF NOT EXISTS mailboxes (
    owner TEXT PRIMARY KEY,
    history INTEGER NOT NULL    -- grows with each change to the mailbox
);
CREATE TABLE IF NOT EXISTS mails (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    thread_id TEXT NOT NULL,
    draft_id TEXT NOT NULL,     -- empty for anything but a draft
    history INTEGER NOT NULL,
    time INTEGER NOT NULL,      -- milliseconds since 1970
    labels TEXT NOT NULL,       -- JSON list of label ids
    message_id TEXT NOT NULL,
    raw BLOB NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX IF NOT EXISTS mails_by_message ON mails (owner, message_id);
CREATE TABLE IF NOT EXISTS mail_labels (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    resource TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);
-- One row per person and event: the organizer's copy, and one for each attendee.
CREATE TABLE IF NOT EXISTS calendar_events (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,       -- grows with each change: a sync token is the last one seen
    resource TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX IF NOT EXISTS calendar_events_by_seq ON calendar_events (seq);
CREATE TABLE IF NOT EXISTS meet_spaces (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    config TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS meet_records (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES meet_spaces (id),
    owner TEXT NOT NULL,
    start TEXT NOT NULL,
    resource TEXT NOT NULL      -- JSON: the record with all that belongs to it
);
CREATE TABLE IF NOT EXISTS meet_people (
    record_id TEXT NOT NULL REFERENCES meet_records (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    PRIMARY KEY (record_id, email)
);
"""
