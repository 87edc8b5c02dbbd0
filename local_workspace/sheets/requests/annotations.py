"""Requests about comments and developer metadata."""

from local_workspace.errors import bad_request
from local_workspace.sheets import comments, metadata
from local_workspace.sheets.fieldmask import check_names
from local_workspace.sheets.grid import Json
from local_workspace.sheets.requests.edit import Edit, Handler, mask, required


def insert_comment(edit: Edit, request: Json) -> Json:
    """Start a thread on a cell."""
    return {"commentThread": comments.insert(edit.doc, request, edit.actor, edit.now)}


def add_comment_reply(edit: Edit, request: Json) -> Json:
    """Answer, resolve or reopen a thread."""
    post = request.get("post", {})
    return {"post": comments.reply(edit.doc, request.get("commentId", ""), post, edit.actor, edit.now)}


def update_comment_post(edit: Edit, request: Json) -> None:
    """Change one's own words."""
    comments.update(edit.doc, request, edit.actor, edit.now)


def delete_comment(edit: Edit, request: Json) -> None:
    """Delete one's own thread."""
    comments.delete(edit.doc, request.get("commentId", ""), edit.actor)


def delete_comment_reply(edit: Edit, request: Json) -> None:
    """Delete one's own reply."""
    comments.delete_reply(edit.doc, request.get("commentId", ""), request.get("postId", ""), edit.actor)


def create_developer_metadata(edit: Edit, request: Json) -> Json:
    """Attach metadata to the file, a tab, a row or a column."""
    item = metadata.create(edit.doc, required(request, "developerMetadata"))
    return {"developerMetadata": metadata.to_json(item)}


def update_developer_metadata(edit: Edit, request: Json) -> Json:
    """Change the named fields of every metadata the filters select."""
    paths = mask(request)
    check_names(paths, ("metadataId", "metadataKey", "metadataValue", "location", "visibility"))
    given = required(request, "developerMetadata")
    if not request.get("dataFilters"):
        raise bad_request("dataFilters must not be empty.")
    chosen = {
        item.metadata_id: item
        for data_filter in request["dataFilters"]
        for item in metadata.matching(edit.doc, data_filter)
    }
    changed = [metadata.update(edit.doc, item, given, paths) for item in chosen.values()]
    return {"developerMetadata": [metadata.to_json(item) for item in changed]} if changed else {}


def delete_developer_metadata(edit: Edit, request: Json) -> Json:
    """Remove every metadata the filter selects."""
    chosen = list(metadata.matching(edit.doc, required(request, "dataFilter")))
    for item in chosen:
        del edit.doc.metadata[item.metadata_id]
    return {"deletedDeveloperMetadata": [metadata.to_json(item) for item in chosen]} if chosen else {}


HANDLERS: dict[str, Handler] = {
    "insertComment": insert_comment,
    "addCommentReply": add_comment_reply,
    "updateCommentPost": update_comment_post,
    "deleteComment": delete_comment,
    "deleteCommentReply": delete_comment_reply,
    "createDeveloperMetadata": create_developer_metadata,
    "updateDeveloperMetadata": update_developer_metadata,
    "deleteDeveloperMetadata": delete_developer_metadata,
}
