"""Settings: all listed, none of them a secret, a wrong one named in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.answers import setting_lines, setting_rows, without_password
from addon.settings import Settings, read_settings
from addon.vendor_keys import VendorKeys
from closeplan.errors import SettingsError
from tests.integration.command import closeplan

HIDDEN = {
    "secret": "hush-hush",
    "oauth_client_secret": "pssst",
    "database_url": "postgresql://closeplan:geheim@db.example/closeplan",
    "vendors__hubspot__token": "pat-secret",
}


def test_every_setting_is_listed_and_no_secret_shown() -> None:
    done = closeplan("settings", "--json", **HIDDEN)
    rows = {row["name"]: row for row in done.json()}
    ours = {f"CLOSEPLAN_{name.upper()}" for name in Settings.model_fields} - {"CLOSEPLAN_VENDORS"}
    vendors = {f"CLOSEPLAN_VENDORS__HUBSPOT__{name.upper()}" for name in VendorKeys.model_fields}
    assert set(rows) == ours | vendors
    assert all(row["meaning"] for row in rows.values())
    assert rows["CLOSEPLAN_DATABASE_URL"]["value"] == "postgresql://closeplan:**********@db.example/closeplan"
    told = closeplan("settings", **HIDDEN)
    for secret in ("hush-hush", "pssst", "geheim", "pat-secret"):
        assert secret not in done.out + done.err + told.out + told.err


def test_a_setting_is_shown_as_one_would_write_it() -> None:
    lines = list(setting_lines(setting_rows(read_settings(poll_seconds=2.5))))
    assert "CLOSEPLAN_POLL_SECONDS=2.5" in lines
    assert "CLOSEPLAN_ROBOT_KEY_FILE=" in lines


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:p@h:5432/d", "postgresql://u:**********@h:5432/d"),
        ("postgresql://u:p@ss/w:rd@h/d", "postgresql://u:**********@h/d"),
        ("postgresql://:p@h/d", "postgresql://:**********@h/d"),
        (
            "postgresql:///d?host=/run&user=u&password=p&x=1",
            "postgresql:///d?host=/run&user=u&password=**********&x=1",
        ),
        ("postgresql://postgres@/d?host=/tmp/pg", "postgresql://postgres@/d?host=/tmp/pg"),
        ("sqlite:////var/lib/closeplan.db", "sqlite:////var/lib/closeplan.db"),
        ("https://closeplan.example", "https://closeplan.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("sam@northwind.example", "sam@northwind.example"),
    ],
)
def test_only_passwords_are_hidden(url: str, shown: str) -> None:
    assert without_password(url) == shown


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1))
def test_whatever_the_password_is_it_is_hidden(password: str) -> None:
    shown = without_password(f"postgresql://closeplan:{password}{password}@h/d")
    assert shown == "postgresql://closeplan:**********@h/d"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("poll_seconds", "abc"),
        ("poll_seconds", "0"),
        ("channel_hours", "169"),
        ("watch", "sometimes"),
        ("log_level", "loud"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc/passwd"),
        ("workspace_url", "localhost:8085"),
        ("public_url", "closeplan.example"),
    ],
)
def test_a_wrong_value_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings(**{name: value})
    assert str(raised.value).startswith(f"CLOSEPLAN_{name.upper()}: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("CLOSEPLAN_VENDORS__HUBSPOT__TOKN", "there is no such setting, only TOKEN, CLIENT_ID"),
        ("CLOSEPLAN_VENDORS__HUBSPOT__TOKN", "did you mean TOKEN?"),
        ("CLOSEPLAN_VENDORS__HUBSPOT", "such as CLOSEPLAN_VENDORS__HUBSPOT__TOKEN"),
        ("CLOSEPLAN_VENDORS", "such as CLOSEPLAN_VENDORS__HUBSPOT__TOKEN"),
    ],
)
def test_a_vendor_s_setting_that_is_none_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, variable: str, told: str
) -> None:
    monkeypatch.setenv(variable, "xyzzy-value")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert str(raised.value).startswith(f"{variable}: ")
    assert told in str(raised.value)
    assert "xyzzy-value" not in str(raised.value), "it may be a token"


def test_every_wrong_variable_has_a_line_and_the_command_exits_with_1() -> None:
    done = closeplan("settings", "--json", poll_seconds="abc", watch="sometimes")
    assert (done.code, done.out) == (1, "")
    told = sorted(done.err.splitlines())
    assert [line.split(":")[1] for line in told] == [" CLOSEPLAN_POLL_SECONDS", " CLOSEPLAN_WATCH"]


def test_a_data_folder_that_cannot_be_is_one_line() -> None:
    done = closeplan("sync", data="/dev/null/data")
    assert (done.code, done.out) == (1, "")
    assert done.err == "closeplan: can't keep data in /dev/null/data (Not a directory); set CLOSEPLAN_DATA\n"


@pytest.mark.parametrize("minutes", [-1.0, 1e10, float("inf")])
def test_a_quiet_period_that_no_calendar_reaches_is_refused(minutes: float) -> None:
    with pytest.raises(SettingsError, match="CLOSEPLAN_QUIET_MINUTES"):
        read_settings(quiet_minutes=minutes)
