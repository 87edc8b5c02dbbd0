"""Who on a call is not of the seller's company."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from closeplan.calls.model import Person, Transcript, Turn
from closeplan.calls.outsiders import OwnPeople, is_internal, outsiders
from closeplan.plan.model import Side

OWN = OwnPeople.of(
    [Person(name="Sam Lee", email="sam@northwind.example"), Person(name="Gil", email="gil@gmail.com")]
)


def call(*people: Person, speakers: tuple[str, ...] = ()) -> Transcript:
    turns = tuple(Turn(index=at, speaker=name, text="x") for at, name in enumerate(speakers))
    return Transcript(attendees=people, turns=turns)


def test_an_address_tells_more_than_a_name() -> None:
    namesake = Person(name="Sam Lee", email="sam@acme.example")

    assert outsiders(call(namesake, Person(name="Ann", email="ANN@northwind.example")), OWN) == (namesake,)


def test_free_mail_is_nobodys_company_though_a_member_uses_it() -> None:
    assert is_internal(call(Person(name="Gil", email="gil@gmail.com")), OWN)
    assert not is_internal(call(Person(name="Uma", email="uma@gmail.com")), OWN)


def test_speakers_count_where_no_list_names_them() -> None:
    assert is_internal(call(speakers=("Sam Lee", "sam lee")), OWN)
    assert [one.name for one in outsiders(call(speakers=("Sam Lee", "Mia Wolf")), OWN)] == ["Mia Wolf"]


def test_of_a_call_without_anybody_nothing_is_said() -> None:
    assert not is_internal(call(), OWN)
    assert outsiders(call(), OWN) == ()


def test_who_a_vendor_knows_as_the_sellers_is_so() -> None:
    assert is_internal(call(Person(name="+49 30 1", side=Side.SELLER), speakers=("+49 30 1",)), OWN)


@given(
    st.lists(
        st.builds(
            Person,
            name=st.text(max_size=9),
            email=st.sampled_from(["", "a@b.example", "c@northwind.example"]),
        )
    )
)
def test_everybody_is_counted_once(people: list[Person]) -> None:
    found = outsiders(call(*people), OWN)

    assert len({(one.email or one.name.casefold()) for one in found}) == len(found)
    assert all(one.email != "c@northwind.example" for one in found)
