"""That Google goes on telling of one person's transcripts, through a Pub/Sub topic (Google Workspace Events API v1)."""

from __future__ import annotations

from datetime import datetime, timedelta

from addon.adapters.http.signatures import moment
from addon.adapters.meetings.answers import part, text
from addon.adapters.meetings.google_apis import MEETINGS, GoogleApis, every, got

GENERATED = "google.workspace.meet.transcript.v2.fileGenerated"

_LASTS = "604800s"
"""Seven days, the longest for events without the resource's data."""

_SOON = timedelta(days=3)


def keep_subscription(apis: GoogleApis, topic: str, now: datetime) -> None:
    """Make the person's subscription, or renew it before it runs out. One that Google suspended is made anew."""
    google_id = apis.people.google_id(apis.address)
    if not google_id:
        return  # they were not seen yet: they sign in before they can grant anything
    target = f"//cloudidentity.googleapis.com/users/{google_id}"
    subscriptions = apis.service("workspaceevents", MEETINGS).subscriptions()
    wanted = f'event_types:"{GENERATED}" AND target_resource="{target}"'
    for one in every(subscriptions.list, "subscriptions", filter=wanted, pageSize=100):
        if text(part(one, "notificationEndpoint"), "pubsubTopic") != topic:
            continue
        if text(one, "state") != "ACTIVE":
            got(subscriptions.delete, name=text(one, "name"), allowMissing=True)
            continue
        until = moment(text(one, "expireTime"))
        if until is None or until - now < _SOON:
            got(subscriptions.patch, name=text(one, "name"), updateMask="ttl", body={"ttl": _LASTS})
        return
    made = {
        "targetResource": target,
        "eventTypes": [GENERATED],
        "notificationEndpoint": {"pubsubTopic": topic},
        "payloadOptions": {"includeResource": False},
        "ttl": _LASTS,
    }
    got(subscriptions.create, body=made)
