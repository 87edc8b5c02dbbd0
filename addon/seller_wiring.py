"""How the pages of the seller's side are put together from the parts of one backend."""

from __future__ import annotations

import secrets
from functools import partial

from addon.web.openid import Provider
from addon.web.seller_side import SellerSide
from addon.wiring import Parts
from closeplan.plan.zones import zone_of
from closeplan.services.learn import Learn
from closeplan.services.overview import Overview
from closeplan.services.sign_in import SignIn


def seller_side(parts: Parts) -> SellerSide:
    """The pages of the seller's side."""
    web = parts.settings.web_client
    return SellerSide(
        sign_in=SignIn(
            admit=parts.admit,
            members=parts.store,
            sessions=parts.store,
            clock=parts.clock,
            mint=partial(secrets.token_urlsafe, 32),
        ),
        scores=lambda: parts.of_calls.scores,
        ask_calls=lambda: parts.of_calls.ask_calls,
        overview=Overview(
            store=parts.store,
            members=parts.store,
            learn=Learn(store=parts.store),
            stored=parts.stored,
            sign_offs=parts.store,
            clock=parts.clock,
        ),
        people=parts.people,
        grants=parts.grants,
        documents=parts.google.documents,
        brief=parts.keep_brief(parts.google.robot_briefs),
        calls=parts.call_wiring.desk,
        deals=parts.vendors.of_deals.desk,
        connecting=parts.vendors.oauth,
        integrations=parts.deliveries.integrations,
        zone=zone_of(parts.settings.time_zone),
        provider=Provider(client_id=web.id, client_secret=web.secret, discovery_url=web.discovery_url),
        base_url=parts.settings.public_url,
        reads_meetings=any(row.name == "meet" for row in parts.vendors.set_up()),
    )
