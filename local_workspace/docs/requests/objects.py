"""Requests about chips (people, dates, links) and comments."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from local_workspace.auth import person
from local_workspace.docs.document import new_id
from local_workspace.docs.flow import OBJECT, Mark, whole
from local_workspace.docs.requests.edit import Edit, Handler, insertion_index, required, text_range
from local_workspace.docs.requests.text import style_at
from local_workspace.errors import bad_request, unimplemented
from local_workspace.sheets import comments
from local_workspace.sheets.grid import Json

_DATES = {
    "DATE_FORMAT_MONTH_DAY_ABBREVIATED": "MMM d",
    "DATE_FORMAT_MONTH_DAY_FULL": "MMMM d",
    "DATE_FORMAT_MONTH_DAY_YEAR_ABBREVIATED": "MMM d, y",
    "DATE_FORMAT_ISO8601": "y-MM-dd",
}
_TIMES = {
    "TIME_FORMAT_DISABLED": "",
    "TIME_FORMAT_HOUR_MINUTE": " h:mm a",
    "TIME_FORMAT_HOUR_MINUTE_TIMEZONE": " h:mm a z",
}
_DEFAULT_DATE, _DEFAULT_TIME = "DATE_FORMAT_MONTH_DAY_YEAR_ABBREVIATED", "TIME_FORMAT_DISABLED"
_UNSET = {"DATE_FORMAT_UNSPECIFIED": _DEFAULT_DATE, "TIME_FORMAT_UNSPECIFIED": _DEFAULT_TIME}


def insert_person(edit: Edit, request: Json) -> None:
    """Mention a person by e-mail address."""
    given = required(request, "personProperties")
    email = given.get("email", "")
    if "@" not in email:
        raise bad_request("personProperties.email must be an email address.")
    properties = {"name": given.get("name") or person(email).name, "email": email}
    _insert(edit, request, "person", {"personId": new_id("kix."), "personProperties": properties})


def insert_rich_link(edit: Edit, request: Json) -> None:
    """Show a link as a chip with its title."""
    given = required(request, "richLinkProperties")
    uri = given.get("uri", "")
    if not uri.startswith(("http://", "https://")):
        raise bad_request("richLinkProperties.uri must be a valid URI.")
    properties = {"title": given.get("title") or uri, "uri": uri}
    if given.get("mimeType"):
        properties["mimeType"] = given["mimeType"]
    _insert(edit, request, "richLink", {"richLinkId": new_id("kix."), "richLinkProperties": properties})


def insert_date(edit: Edit, request: Json) -> None:
    """Show a point in time as a chip."""
    given = required(request, "dateElementProperties")
    if not given.get("timestamp"):
        raise bad_request("dateElementProperties.timestamp must be specified.")
    date_format = given.get("dateFormat", _DEFAULT_DATE)
    time_format = given.get("timeFormat", _DEFAULT_TIME)
    properties: Json = {
        "timestamp": given["timestamp"],
        "timeZoneId": given.get("timeZoneId") or "etc/UTC",
        "locale": given.get("locale") or "en",
        "dateFormat": _UNSET.get(date_format, date_format),
        "timeFormat": _UNSET.get(time_format, time_format),
    }
    properties["displayText"] = _shown_date(properties)
    _insert(edit, request, "dateElement", {"dateId": new_id("kix."), "dateElementProperties": properties})


def _shown_date(properties: Json) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - its data is needed for dates only
    from babel.dates import format_datetime  # noqa: PLC0415

    if properties["dateFormat"] not in _DATES:
        raise bad_request("dateElementProperties.dateFormat must not be DATE_FORMAT_CUSTOM.")
    pattern = _DATES[properties["dateFormat"]] + _TIMES[properties["timeFormat"]]
    zone_name = properties["timeZoneId"]
    try:
        zone = UTC if zone_name.lower() == "etc/utc" else ZoneInfo(zone_name)
        locale = Locale.parse(properties["locale"], sep="-")
        moment = _moment(properties["timestamp"]).astimezone(zone)
        return format_datetime(moment, pattern, locale=locale)
    except (ZoneInfoNotFoundError, UnknownLocaleError, ValueError, OverflowError, OSError) as wrong:
        raise bad_request(f"Invalid dateElementProperties: {wrong}") from wrong


def _moment(timestamp: str) -> datetime:
    moment = datetime.fromisoformat(timestamp)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _insert(edit: Edit, request: Json, kind: str, body: Json) -> None:
    at = insertion_index(edit, request)
    edit.doc.insert(at, OBJECT, [Mark(style_at(edit, at), {kind: body})])


def insert_comment(edit: Edit, request: Json) -> Json:
    """Start a thread on a stretch of text."""
    start, end = text_range(edit, request)
    quote = whole("".join(unit for unit in edit.flow.text[start:end] if unit >= " " and unit != OBJECT))
    thread = comments.start_thread(edit.doc, request, quote, edit.actor, edit.now)
    edit.doc.anchors[thread["anchorId"]] = (start, end)
    return {"commentThread": comments.thread_json(thread, edit.actor)}


def add_comment_reply(edit: Edit, request: Json) -> Json:
    """Answer, resolve or reopen a thread."""
    _no_suggestion(request)
    post = request.get("post", {})
    return {"post": comments.reply(edit.doc, request.get("commentId", ""), post, edit.actor, edit.now)}


def update_comment_post(edit: Edit, request: Json) -> None:
    """Change one's own words."""
    _no_suggestion(request)
    comments.update(edit.doc, request, edit.actor, edit.now)


def delete_comment(edit: Edit, request: Json) -> None:
    """Delete one's own thread."""
    comments.delete(edit.doc, request.get("commentId", ""), edit.actor)


def delete_comment_reply(edit: Edit, request: Json) -> None:
    """Delete one's own reply."""
    _no_suggestion(request)
    comments.delete_reply(edit.doc, request.get("commentId", ""), request.get("postId", ""), edit.actor)


def _no_suggestion(request: Json) -> None:
    if request.get("suggestionId"):
        raise unimplemented("docs.documents.batchUpdate: replies to suggestions")


COMMENTING: dict[str, Handler] = {
    "insertComment": insert_comment,
    "addCommentReply": add_comment_reply,
    "updateCommentPost": update_comment_post,
    "deleteComment": delete_comment,
    "deleteCommentReply": delete_comment_reply,
}

HANDLERS: dict[str, Handler] = {
    "insertPerson": insert_person,
    "insertRichLink": insert_rich_link,
    "insertDate": insert_date,
    **COMMENTING,
}
