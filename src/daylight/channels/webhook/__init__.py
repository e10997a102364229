"""事件推送: what happened, told to subscribed programs as signed CloudEvents 1.0, in order per case."""
