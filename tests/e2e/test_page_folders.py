"""Folders on the local Workspace's page: made, opened, shared, filled from one's own machine."""

from __future__ import annotations

from playwright.sync_api import FilePayload, expect

from tests.e2e.page import OpenPage, barriers
from tests.running import BUYER, SELLER


def test_a_file_uploaded_into_a_shared_folder_is_there_for_the_other(open_page: OpenPage) -> None:
    page = open_page(SELLER)
    page.get_by_test_id("new-folder").click()
    page.get_by_test_id("new-folder-name-text").fill("Transcripts")
    page.get_by_test_id("new-folder-name-yes").click()
    row = page.get_by_role("row", name="Transcripts")
    row.get_by_test_id("file-menu").click()
    page.get_by_role("menuitem", name="Share").click()
    page.get_by_label("E-mail address").fill(BUYER)
    page.get_by_test_id("other-person-yes").click()
    row.get_by_test_id("folder").click()
    upload: FilePayload = {"name": "weekly.vtt", "mimeType": "text/vtt", "buffer": b"WEBVTT\n"}
    page.get_by_test_id("upload-input").set_input_files(upload)
    expect(page.get_by_role("row", name="weekly.vtt")).to_be_visible()
    assert not barriers(page)

    other = open_page(BUYER)
    other.get_by_test_id("folder").click()
    expect(other.get_by_role("row", name="weekly.vtt")).to_be_visible()
    other.get_by_test_id("all-files").click()
    expect(other.get_by_role("row", name="weekly.vtt")).to_have_count(0)
