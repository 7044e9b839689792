"""An alarm looks at the metric with its own dimensions only; MiniStack takes all of that name together."""
from types import FunctionType

from ministack.services import cloudwatch

REPLACES = [
    (cloudwatch, "_evaluate_alarm"),
    (cloudwatch, "_metrics"),
    (cloudwatch, "_dims_key"),
    (cloudwatch, "_dims_from_list"),
]


def apply():
    evaluate = cloudwatch._evaluate_alarm

    def narrowed(alarm):
        wanted = cloudwatch._dims_key(cloudwatch._dims_from_list(alarm.get("Dimensions") or []))
        seen = {key: points for key, points in list(cloudwatch._metrics.items()) if key[2] == wanted}
        # The same code, with the metrics it may see: a swapped global would be seen by other threads.
        FunctionType(evaluate.__code__, {**evaluate.__globals__, "_metrics": seen})(alarm)

    cloudwatch._evaluate_alarm = narrowed
