from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.discovery import method_named
from local_workspace.fields import FieldMask, MaskError, Tree

NAMES = st.sampled_from(["id", "name", "owners", "sheets", "data"])
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.just({}), lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3), max_leaves=8
)
VALUES = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: st.dictionaries(NAMES, inner, max_size=3) | st.lists(inner, max_size=3),
    max_leaves=10,
)


def written(tree: Tree) -> str:
    return ",".join(name + (f"({written(below)})" if below else "") for name, below in tree.items())


@given(TREES.filter(bool))
def test_a_mask_reads_back_as_it_was_written(tree: Tree) -> None:
    assert FieldMask.parse(written(tree)).tree == tree


@given(TREES.filter(bool), st.dictionaries(NAMES, VALUES))
def test_a_mask_keeps_only_what_it_names_and_keeps_it_whole(tree: Tree, value: dict[str, Any]) -> None:
    mask = FieldMask.parse(written(tree))

    kept = mask.apply(value)

    assert set(kept) == set(tree) & set(value)
    assert all(kept[name] == value[name] for name in kept if not tree[name])
    assert mask.apply(kept) == kept


@pytest.mark.parametrize(
    "text", ["files/id,files/name", "files(id,name)", "files.id,files.name", " files( id , name )"]
)
def test_the_ways_of_writing_a_path_mean_the_same(text: str) -> None:
    mask = FieldMask.parse(text)

    assert mask.apply({"files": [{"id": 1, "name": 2, "x": 3}], "kind": 4}) == {
        "files": [{"id": 1, "name": 2}]
    }


@pytest.mark.parametrize("text", ["a(", "a)", "a,,b", ",a", "a()", "a/", "a b", "é!"])
def test_a_mask_that_does_not_parse_is_refused(text: str) -> None:
    with pytest.raises(MaskError):
        FieldMask.parse(text)


def test_a_mask_is_proved_against_the_answers_schema() -> None:
    schema = method_named("drive.files.list").response
    assert schema is not None

    FieldMask.parse("*,files(id,appProperties/anything,capabilities(canEdit),owners/me)").prove(schema)
    with pytest.raises(MaskError, match="files/nope"):
        FieldMask.parse("files(id,nope)").prove(schema)


def test_a_mask_says_what_is_wanted() -> None:
    mask = FieldMask.parse("sheets(properties,data/rowData/values/note),comments")

    assert mask.wants("sheets.data.rowData")
    assert mask.wants("comments.headPost")
    assert not mask.wants("sheets.data.rowMetadata")
    assert not mask.wants("namedRanges")
