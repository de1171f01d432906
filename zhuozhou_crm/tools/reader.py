"""Work that no web client started, such as a scheduled job or the command line."""

DEFAULT_TZ = "Asia/Shanghai"


def as_reader(records):
    """Return the records in the language and time zone of their user, where none was given.

    A web client sends both with every call. Without them texts would be stored in English and
    days would be counted by Greenwich.
    """
    user, context = records.env.user, records.env.context
    return records.with_context(
        lang=context.get("lang") or user.lang,
        tz=context.get("tz") or user.tz or DEFAULT_TZ,
    )
