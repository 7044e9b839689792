"""Metrics in a function's log (embedded metric format) become CloudWatch metrics, and alarms look at them."""
import json

from ministack.services import cloudwatch, lambda_svc

REPLACES = [
    (lambda_svc, "_emit_lambda_logs"),
    (cloudwatch, "record_metric"),
    (cloudwatch, "_evaluate_all_alarms"),
]


def record(document):
    for directive in document["_aws"]["CloudWatchMetrics"]:
        for dimensions in directive.get("Dimensions") or [[]]:
            named = {name: str(document[name]) for name in dimensions}
            for metric in directive["Metrics"]:
                value = document[metric["Name"]]
                for each in value if isinstance(value, list) else [value]:
                    cloudwatch.record_metric(
                        directive["Namespace"], metric["Name"], each, metric.get("Unit", "None"), named
                    )


def extract(log_text):
    lines = [line for line in (log_text or "").splitlines() if '"_aws"' in line]
    for line in lines:
        try:
            record(json.loads(line[line.index("{") :]))
        except Exception as error:  # a broken line must not break the function's log
            print("launcher: emf:", repr(error), flush=True)
    if lines:
        cloudwatch._evaluate_all_alarms()


def apply():
    emit = lambda_svc._emit_lambda_logs

    def with_metrics(func, request_id, log_text, *rest, **named):
        extract(log_text)
        return emit(func, request_id, log_text, *rest, **named)

    lambda_svc._emit_lambda_logs = with_metrics
