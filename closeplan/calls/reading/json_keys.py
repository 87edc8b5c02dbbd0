"""The names under which vendors keep a transcript's parts, most telling first.

From what they publish: Google Meet's transcript entries, Microsoft Graph, Zoom, Gong (`callTranscripts`), Fireflies
(`sentences`), Deepgram, AssemblyAI, Rev (`monologues`), Whisper, Aircall, Quo (`dialogue`), Recall.ai.
"""

TEXT = (
    "text",
    "spokenText",
    "transcript",
    "content",
    "caption",
    "utterance",
    "display",
    "body",
    "message",
    "raw_text",
)
PARTS = ("sentences", "elements", "words")
WORD = ("text", "punctuated_word", "value", "word", "content")
SPEAKER = (
    "speaker_name", "speakerName", "displayName", "participant_name", "participantName", "speaker", "participant",
    "speakerId", "speaker_id", "speaker_label", "identifier", "user", "userId", "user_id", "author", "phone_number",
    "participant_type", "channel",
)  # fmt: skip
NAME = (
    "name",
    "displayName",
    "full_name",
    "fullName",
    "speaker_name",
    "label",
    "emailAddress",
    "email",
    "user_name",
)
ADDRESS = ("email", "emailAddress", "email_address", "mail")
ID = ("speakerId", "speaker_id", "id", "userId", "user_id", "name", "label")
SIDE = ("side", "affiliation", "participant_type")
JOB = ("title", "jobTitle", "job_title")
PEOPLE = ("attendees", "participants", "parties", "speakers", "invitees", "meeting_attendees", "users")
START = (
    "start_ms", "startMs", "start_time_ms", "start", "start_time", "startTime", "startDateTime", "begin", "start_timestamp",
    "ts", "offset", "timestamp", "time", "from",
)  # fmt: skip
END = (
    "end_ms",
    "endMs",
    "end_time_ms",
    "end",
    "end_time",
    "endTime",
    "endDateTime",
    "end_timestamp",
    "end_ts",
    "to",
)
DURATION = ("duration", "duration_ms")
TITLE = ("title", "topic", "subject", "meetingTitle", "meeting_title")
STARTED = (
    "started", "startedAt", "started_at", "startTime", "start_time", "startDateTime", "meeting_start", "call_created_at",
    "createdAt", "created_at", "created", "date", "day",
)  # fmt: skip
ZONE = ("timezone", "timeZone", "time_zone")
LANGUAGE = ("language", "languageCode", "language_code", "detected_language", "lang")
CALLS = ("callTranscripts", "calls", "transcripts")
