from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from closeplan.plan.model import Plan
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.plans import draft, plan
from tests.unit.sheets_schema.sheet import Sheet


@pytest.fixture
def acme() -> Plan:
    """A plan of four milestones, three stakeholders, two risks and two metrics."""
    return plan()


@pytest.fixture
def sheet(acme: Plan) -> Sheet:
    """That plan, freshly made in a Sheet."""
    made = Sheet(title=acme.title)
    made.apply(creation_requests(draft(acme)))
    return made


@pytest.fixture
def mint() -> Callable[[], str]:
    """New ids: new-1, new-2, ..."""
    numbers = itertools.count(1)
    return lambda: f"new-{next(numbers)}"
