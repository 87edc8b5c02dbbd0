"""Google Sheets v4 as a pure document engine: a document in, Google's answer out; no network, no storage."""

from local_workspace.sheets.create import copy_to
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.filtered import (
    get_by_data_filter,
    values_batch_clear_by_data_filter,
    values_batch_get_by_data_filter,
    values_batch_update_by_data_filter,
)
from local_workspace.sheets.metadata import get as metadata_get
from local_workspace.sheets.metadata import search as metadata_search
from local_workspace.sheets.render import FieldMask, render
from local_workspace.sheets.requests import batch_update
from local_workspace.sheets.values import (
    values_append,
    values_batch_clear,
    values_batch_get,
    values_batch_update,
    values_clear,
    values_get,
    values_update,
)

__all__ = [
    "FieldMask",
    "Spreadsheet",
    "batch_update",
    "copy_to",
    "get_by_data_filter",
    "metadata_get",
    "metadata_search",
    "render",
    "values_append",
    "values_batch_clear",
    "values_batch_clear_by_data_filter",
    "values_batch_get",
    "values_batch_get_by_data_filter",
    "values_batch_update",
    "values_batch_update_by_data_filter",
    "values_clear",
    "values_get",
    "values_update",
]
