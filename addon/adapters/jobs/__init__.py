"""Jobs that run beside a request."""

from addon.adapters.jobs.direct import InlineJobs, RecordingJobs
from addon.adapters.jobs.queue import HueyJobs

__all__ = ["HueyJobs", "InlineJobs", "RecordingJobs"]
