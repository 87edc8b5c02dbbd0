"""Which files of a feed are transcripts, and whose folders may be watched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.errors import InputError
from closeplan.services.hear_of_calls import folder_id_in

ID = "1AbCdEf-_GhIjKlMnOpQrStUv"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f" {ID}\n",
        f"https://drive.google.com/drive/folders/{ID}?usp=sharing",
        f"https://drive.google.com/drive/u/0/folders/{ID}",
        f"https://drive.google.com/open?id={ID}&authuser=0",
        f"http://127.0.0.1:8085/#/folder/{ID}",
    ],
)
def test_a_folder_is_named_by_its_id_or_its_address(text: str) -> None:
    assert folder_id_in(text) == ID


@given(st.text(alphabet=st.characters(exclude_categories=("L", "N"), exclude_characters="-_")))
def test_what_has_no_id_is_told_so(text: str) -> None:
    with pytest.raises(InputError, match="address bar"):
        folder_id_in(text)
